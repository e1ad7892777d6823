import { hash } from "node:crypto";

/** What makes a row the same event for the same pixel. */
export interface RowKey {
  siteId: string;
  eventId: string;
  eventName: string;
  pixelId: string;
}

/** SHA-256 of texts in order; no other texts run together to the same. */
export function digestTexts(texts: readonly string[], encoding: "hex" | "base64url"): string {
  return hash("sha256", JSON.stringify(texts), encoding);
}

/** What is kept of an erased row: enough to know its repeat, and nothing that could be read back. */
export function digestRow({ siteId, eventId, eventName, pixelId }: RowKey): string {
  return digestTexts([siteId, eventId, eventName, pixelId], "base64url");
}
