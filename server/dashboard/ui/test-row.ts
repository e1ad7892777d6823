import type { EventRow } from "./event-types.ts";

/** A row for tests; everything that is not given is ordinary. */
export function createTestRow(id: string | number, more: Partial<EventRow> = {}): EventRow {
  return {
    id: String(id),
    siteId: "demo",
    eventName: "Lead",
    eventId: `event-${id}`,
    url: "https://shop.example/",
    pixelId: "dry-run",
    status: "pending",
    reason: null,
    error: null,
    receivedAt: 0,
    processedAt: null,
    eventTime: 0,
    attempts: 0,
    standsFor: 1,
    ...more,
  };
}
