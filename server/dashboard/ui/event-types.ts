import type { Status } from "../../store/store.ts";
import type { toDetailBody } from "../event-routes.ts";

export type { EventRow, RowPage, Status } from "../../store/store.ts";

/** What `GET /api/events/{id}` answers. */
export type EventDetail = ReturnType<typeof toDetailBody>;

/** What the reader asked to see. */
export interface LogFilter {
  /** Part of an event id or of a page address. */
  q: string;
  status: Status | "";
}
