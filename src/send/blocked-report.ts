import type { Config } from "../config.ts";
import type { Clock, Net } from "../types.ts";
import type { BlockedRow } from "../wire/bodies.ts";
import { cutPersonal } from "../wire/cut-personal.ts";
import { MAX_EVENTS_PER_BODY } from "../wire/limits.ts";
import { ANSWER_TIMEOUT_MS } from "./answer-timeout.ts";
import { composeBlockedBody } from "./compose-body.ts";

/** Tells the ingest what was withheld and why, and nothing about whom it concerned. */
export interface BlockedReport {
  /** One row of the log; the rows of one task go in one body. */
  note(row: BlockedRow): void;
  /** The page is being left: hands over what was noted last. */
  leave(): void;
}

/**
 * Makes the report. Its rows stand for no event that could be lost: they are in memory alone, posted once and never
 * again, since nothing may be stored of a visitor who refused.
 */
export function createBlockedReport({
  net,
  clock,
  config,
  takeNote,
}: {
  net: Net;
  clock: Clock;
  config: Config;
  /** Of whoever debugs the page. */
  takeNote?: (kind: "withheld", row: BlockedRow) => void;
}): BlockedReport {
  const url = new URL("blocked-events", config.apiEndpoint).href;
  const rows: BlockedRow[] = [];

  function flush(send: (body: string) => unknown) {
    while (rows.length) send(composeBlockedBody(config, rows.splice(0, MAX_EVENTS_PER_BODY)));
  }
  // Not by beacon where a request will do: beacons carry the ingest's cookies.
  const post = (body: string) => net.post(url, body, { keepalive: true, timeoutMs: ANSWER_TIMEOUT_MS });

  return {
    note(row) {
      takeNote?.("withheld", row);
      rows.push({ ...row, eventType: cutPersonal(row.eventType) });
      clock.soon(() => flush(post));
    },
    leave() {
      flush((body) => net.beacon(url, body));
    },
  };
}
