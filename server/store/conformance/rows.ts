import type { Claim, NewRow, Settlement } from "../store.ts";

/** A time that rows can be received at, in the past of every machine. */
export const T = 1_760_000_000_000;

/** A purchase that waits. */
export function createRow(changes: Partial<NewRow> = {}): NewRow {
  return {
    siteId: "shop",
    pixelId: "dry-run",
    eventName: "Purchase",
    eventId: "pf-1",
    url: "https://shop.example/thanks",
    status: "pending",
    reason: null,
    error: null,
    receivedAt: T,
    eventTime: T - 1000,
    data: '{"event_id":"pf-1"}',
    ...changes,
  };
}

/** A claim of the lane that `createRow` is in. */
export const claimOf = (changes: Partial<Claim> = {}): Claim => ({
  siteId: "shop",
  pixelId: "dry-run",
  token: "claim-1",
  now: T + 1000,
  until: T + 31_000,
  limit: 10,
  ...changes,
});

/** Says that Meta took the row. */
export function createSettlement(id: string, changes: Partial<Settlement> = {}): Settlement {
  return {
    id,
    token: "claim-1",
    status: "sent",
    reason: null,
    error: null,
    attempts: 1,
    at: T + 2000,
    request: '{"data":[]}',
    graphUrl: "https://graph.example/v26.0/1/events",
    answer: `{"status":200,"body":{"events_received":1},"at":${T + 2000}}`,
    history: null,
    ...changes,
  };
}
