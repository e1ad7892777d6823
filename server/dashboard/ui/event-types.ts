import type { SortKey, Status } from "../../store/store.ts";
import type { toDetailBody } from "../event-routes.ts";

export type { EventRow, RowPage, SortKey, Status } from "../../store/store.ts";

/** What `GET /api/events/{id}` answers. */
export type EventDetail = ReturnType<typeof toDetailBody>;

export type { Chart, Overview } from "../overview-routes.ts";
export type { ResendRound } from "../resend-route.ts";
export type { SearchPage } from "../search-log.ts";

/** What the reader asked to see; what is absent or "" does not narrow. */
export interface LogFilter {
  /** Part of an event id or of a page address. */
  q: string;
  status: Status | "";
  /** An event type. */
  name?: string;
  site?: string;
  pixel?: string;
  /** Milliseconds, as text. */
  from?: string;
  to?: string;
  sort?: SortKey | "";
  order?: "asc" | "";
}
