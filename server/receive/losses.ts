import { createHash } from "node:crypto";
import type { Loss, LossReason } from "../../src/wire/bodies.ts";
import { MAX_EVENT_NAME_LENGTH } from "../../src/wire/limits.ts";
import { NO_PIXEL } from "../sites/site.ts";
import type { NewRow } from "../store/store.ts";
import { cleanWords } from "./clean-text.ts";
import { isRecord, readText } from "./read-value.ts";

/** What a browser says it had to drop, and where that was said. */
interface LossReport {
  siteId: string;
  losses: readonly Loss[];
  /** The id of the first event in the same body: a body that is sent again tells of the same losses. */
  firstEventId: string;
  receivedAt: number;
}

const TEXTS = {
  overflow: "the browser's outbox was full, and these were the least important events in it",
  too_large: "an event alone was larger than the ingest takes",
  refused: "the ingest refused it for good",
} as const satisfies Record<LossReason, string>;

const MAX_LOSSES = 100;
const MAX_COUNT = 1_000_000;

/** The losses in a body; entries of any other form are left out, since nothing can be done about them. */
export function readLosses(value: unknown): Loss[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, MAX_LOSSES).flatMap((entry): Loss[] => {
    if (!isRecord(entry)) return [];
    const reason = (Object.keys(TEXTS) as LossReason[]).find((known) => known === entry.reason);
    const eventName = cleanWords(readText(entry.eventName, MAX_EVENT_NAME_LENGTH) ?? "");
    const { count } = entry;
    if (!reason || !eventName || typeof count !== "number" || !Number.isInteger(count) || count < 1) return [];
    return [{ reason, eventName, count: Math.min(count, MAX_COUNT) }];
  });
}

/** One row of the log for each kind of loss, with how many events it stands for and nothing about the visitor. */
export function toLossRows({ siteId, losses, firstEventId, receivedAt }: LossReport): NewRow[] {
  return losses.map(({ reason, eventName, count }) => {
    const told = createHash("sha256")
      .update(JSON.stringify([firstEventId, reason, eventName, count]))
      .digest("hex");
    return {
      siteId,
      pixelId: NO_PIXEL,
      eventName,
      eventId: `lost-${told.slice(0, 32)}`,
      url: "",
      status: "lost",
      reason,
      error: `${count === 1 ? "One event was" : `${count} events were`} lost in a browser: ${TEXTS[reason]}.`,
      receivedAt,
      eventTime: receivedAt,
      data: JSON.stringify({ eventName, reason, count } satisfies Loss),
      standsFor: count,
    };
  });
}
