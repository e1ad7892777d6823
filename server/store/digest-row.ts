import { createHash } from "node:crypto";

/** What makes a row the same event for the same pixel. */
export interface RowKey {
  siteId: string;
  eventId: string;
  eventName: string;
  pixelId: string;
}

/** What is kept of an erased row: enough to know its repeat, and nothing that could be read back. */
export function digestRow({ siteId, eventId, eventName, pixelId }: RowKey): string {
  return createHash("sha256")
    .update(JSON.stringify([siteId, eventId, eventName, pixelId]))
    .digest("base64url");
}
