import { SORT_KEYS, STATUSES } from "../../store/store.ts";
import type { LogFilter } from "./event-types.ts";
import { RANGES, type RangeName, type Span, spanOf } from "./ranges.ts";

/** What the page's address says: the filter without its times, and the stretch of time. */
export interface LogQuery {
  filter: Omit<LogFilter, "from" | "to">;
  range: RangeName;
  /** Of a stretch of the reader's own. */
  span: Span | null;
}

/** Everything, of the last seven days. */
export const FIRST_QUERY: LogQuery = { filter: { q: "", status: "" }, range: "7D", span: null };

/** The query in an address, so that a link can point at one event. A link to one event looks at all of time. */
export function parseLogQuery(search: string): LogQuery {
  const query = new URLSearchParams(search);
  const read = (name: string) => query.get(name) ?? "";
  const one = <T extends string>(known: readonly T[], text: string) => known.find((entry) => entry === text) ?? "";
  const [from, to] = [Number(read("from")), Number(read("to"))];
  const isCustom = from > 0;
  const isLink = !!read("q") && !query.has("range");
  const range = one(Object.keys(RANGES) as (keyof typeof RANGES)[], read("range")) || (isLink ? "6M" : "7D");
  return {
    filter: {
      q: read("q"),
      status: one(STATUSES, read("status")),
      name: read("name"),
      site: read("site"),
      pixel: read("pixel"),
      sort: one(SORT_KEYS, read("sort")),
      order: one(["asc"] as const, read("order")),
    },
    range: isCustom ? "Custom" : range,
    span: isCustom ? { from, to: to > from ? to : null } : null,
  };
}

/** The same as the query part of an address; what is not asked for is left out. */
export function writeLogQuery({ filter, range, span }: LogQuery): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
  if (span) {
    query.set("from", String(span.from));
    if (span.to) query.set("to", String(span.to));
  } else if (range !== "7D" || filter.q) query.set("range", range);
  return query.size ? `?${query}` : "";
}

/** The stretch of time that a query looks at. */
export function readSpan({ range, span }: LogQuery, now: number): Span {
  return span ?? spanOf(range === "Custom" ? "7D" : range, now);
}
