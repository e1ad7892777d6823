import type { StoredEvent } from "../receive/stored-event.ts";
import type { ClaimedRow } from "../store/store.ts";
import { toGraphEvent } from "./graph-event.ts";
import { EXPIRED, findViolation, type Violation } from "./meta-rules.ts";
import { deadlineOf } from "./retry-time.ts";

/** One claimed row with what Meta would get. */
export interface Prepared {
  row: ClaimedRow;
  /** JSON of the Graph event. */
  json: string;
  /** Why it must not be posted. */
  violation: Violation | undefined;
}

/** Builds the Graph event of each row and holds it against Meta's rules. */
export function prepareRows(rows: ClaimedRow[], now: number, siteCurrency: string | undefined): Prepared[] {
  return rows.map((row) => {
    const event = toGraphEvent(JSON.parse(row.data) as StoredEvent, siteCurrency);
    const expired = now >= deadlineOf(row.eventTime);
    const violation = expired ? EXPIRED : findViolation(event);
    return { row, json: JSON.stringify(event), violation };
  });
}
