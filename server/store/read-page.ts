import type { KindColumn, Kinds, PageReads, RowConditions, Span, Stretch, TextColumn } from "./page-reads.ts";
import { parseCursor, writeCursor } from "./row-cursor.ts";
import { type EventRow, MAX_ORDERED, type RowFilter, type RowPage, type SortKey, type Status } from "./store.ts";
import { after, before, beyond, clip, isLess } from "./stretch.ts";

const ORDERS = {
  time: { by: "time" },
  event: { by: "kind", column: "eventName" },
  pixel: { by: "kind", column: "pixelId" },
  status: { by: "kind", column: "status" },
  url: { by: "text", column: "url" },
  error: { by: "text", column: "error" },
} as const satisfies Record<
  SortKey,
  { by: "time" } | { by: "kind"; column: KindColumn } | { by: "text"; column: TextColumn }
>;

/** No row with another status has an error text. */
const WITH_ERROR: readonly Status[] = ["failed", "blocked", "lost", "pending"];
const LARGEST_ID = String(2n ** 63n - 1n);
/** Spans of half a year. */
const MAX_SPANS = 20_000;

interface Walk {
  conditions: RowConditions;
  within: Stretch;
  ascending: boolean;
  limit: number;
  /** Rows to look at, about and at most. */
  scan: number | undefined;
}

/** What a walk through the log found, and the id it came to; null at the end. */
interface Found {
  events: EventRow[];
  reached: string | null;
}

/**
 * Reads pages of the log with one index, that of time. Rows of a kind are found through the tallies: they say in which
 * quarters of an hour there are any and between which ids, so that what is rare is read without its surroundings and
 * what is frequent is there at once. An order by a column of few values is one such walk after another; an order by
 * text sorts a bounded number of rows.
 */
export function createReadPage(reads: PageReads) {
  async function walkByTime(walk: Walk): Promise<Found> {
    const events: EventRow[] = [];
    let { within } = walk;
    for (;;) {
      const found = await walkOnce({ ...walk, within, limit: walk.limit - events.length });
      events.push(...found.events);
      const { reached } = found;
      if (reached === null || events.length >= walk.limit || walk.scan !== undefined) return { events, reached };
      within = walk.ascending ? { ...within, first: after(reached) } : { ...within, last: before(reached) };
    }
  }

  async function walkOnce(walk: Walk): Promise<Found> {
    const { conditions, within, ascending, limit } = walk;
    if (isLess(within.last, within.first)) return { events: [], reached: null };
    const { stretches, end } = await plan(walk);
    if (stretches.length === 0) return { events: [], reached: null };
    const found = await reads.rows({ conditions, stretches, ascending, limit: limit + 1 });
    const events = found.slice(0, limit);
    return { events, reached: found.length > limit ? (events.at(-1)?.id ?? null) : end };
  }

  /** Where to look for a page, and the id up to which that looks; null when there is nothing beyond. */
  async function plan(walk: Walk): Promise<{ stretches: Stretch[]; end: string | null }> {
    const { conditions, within, ascending, limit, scan } = walk;
    const searches = conditions.text !== undefined || conditions.needles !== undefined;
    const isBounded = searches && scan !== undefined;
    if (!hasKind(conditions)) {
      const piece = isBounded ? await cut(within, ascending, scan) : null;
      return piece ?? { stretches: [within], end: null };
    }
    const spans = await reads.spans({ kinds: conditions, within, ascending, limit: limit + 2 });
    // Of the quarter that the page's edge cuts, all rows may lie beyond it: read as a stretch it would be where the next
    // page begins, again and again.
    const reachable = spans
      .map((span) => ({ span, clipped: clip(span, within) }))
      .filter(({ clipped }) => !isLess(clipped.last, clipped.first));
    const stretches: Stretch[] = [];
    let left = scan ?? Number.POSITIVE_INFINITY;
    let expected = 0;
    for (const { span, clipped } of reachable) {
      const cost = costOf(span);
      if (stretches.length > 0 && (cost > left || (!searches && expected > limit))) break;
      stretches.push(clipped);
      left -= cost;
      // Of a span that the page's edge cuts, nobody knows how many rows are left.
      if (clipped.first === span.first && clipped.last === span.last) expected += span.rows;
      if (isBounded && cost > scan) {
        const piece = await cut(clipped, ascending, scan);
        if (piece) return piece;
      }
    }
    const isAll = stretches.length === reachable.length && spans.length < limit + 2;
    const last = stretches.at(-1);
    return { stretches, end: isAll || !last ? null : ascending ? last.last : last.first };
  }

  /** The first rows of a stretch, so many; null when it holds fewer. */
  async function cut(within: Stretch, ascending: boolean, n: number) {
    const id = await reads.nth({ within, ascending, n });
    if (id === null) return null;
    return { stretches: [ascending ? { ...within, last: id } : { ...within, first: id }], end: id };
  }

  async function readByKind(filter: RowFilter, walk: Walk, column: KindColumn): Promise<RowPage> {
    const { conditions, within, ascending } = walk;
    const cursor = filter.before === undefined ? null : parseCursor(filter.before, filter.sort);
    const start = cursor?.kind === "value" ? cursor : null;
    const values = await reads.values({ kinds: conditions, within, column, ascending });
    // The value that the last page ended in may have no rows any more.
    const left = start ? values.slice(beginAt(values, start.value, ascending)) : values;
    const events: EventRow[] = [];
    for (const [index, value] of left.entries()) {
      const rest = start?.value === value && start.id !== null ? start.id : null;
      const found = await walkByTime({
        ...walk,
        conditions: withValue(conditions, column, value),
        within: rest === null ? within : beyond(within, rest, ascending),
        limit: filter.limit - events.length,
      });
      events.push(...found.events);
      if (found.reached !== null) return { events, next: writeCursor({ kind: "value", value, id: found.reached }) };
      const following = left[index + 1];
      if (events.length >= filter.limit && following !== undefined)
        return { events, next: writeCursor({ kind: "value", value: following, id: null }) };
    }
    return { events, next: null };
  }

  async function readByText(filter: RowFilter, walk: Walk, column: TextColumn): Promise<RowPage> {
    const { ascending, limit } = walk;
    const conditions: RowConditions = column === "error" ? withError(walk.conditions) : walk.conditions;
    if (conditions.statuses?.length === 0) return { events: [], next: null };
    const cursor = filter.before === undefined ? null : parseCursor(filter.before, filter.sort);
    const place = cursor?.kind === "place" ? cursor : null;
    const { stretches, isPart } = await newest(conditions, place ?? walk.within);
    const last = stretches[0]?.last;
    if (last === undefined) return { events: [], next: null };
    const skip = place?.skip ?? 0;
    const first = place?.first ?? (isPart ? (stretches.at(-1)?.first ?? last) : walk.within.first);
    const found = await reads.ordered({ conditions, stretches, column, ascending, skip, limit: limit + 1 });
    return {
      events: found.slice(0, limit),
      // The pages that follow order the same stretch, whatever arrives meanwhile.
      next: found.length > limit ? writeCursor({ kind: "place", first, last, skip: skip + limit }) : null,
      ...(first !== walk.within.first && { orderedSince: reads.receivedAtOf(first) }),
    };
  }

  /** Where the newest rows of a kind lie, as many as are ordered, newest first; and whether there are older ones. */
  async function newest(kinds: Kinds, within: Stretch): Promise<{ stretches: Stretch[]; isPart: boolean }> {
    if (isLess(within.last, within.first)) return { stretches: [], isPart: false };
    if (!hasKind(kinds)) {
      const [last, first] = await Promise.all([1, MAX_ORDERED].map((n) => reads.nth({ within, ascending: false, n })));
      // What arrives later belongs to no page of this order.
      const stretch = { first: first ?? within.first, last: last ?? within.last };
      return { stretches: [stretch], isPart: first !== null };
    }
    const spans = await reads.spans({ kinds, within, ascending: false, limit: MAX_SPANS });
    const stretches: Stretch[] = [];
    let rows = 0;
    for (const span of spans) {
      if (rows >= MAX_ORDERED) return { stretches, isPart: true };
      stretches.push(clip(span, within));
      rows += span.rows;
    }
    return { stretches, isPart: false };
  }

  /** `needles` narrows to rows whose stored event holds one of them. */
  return async function readPage(filter: RowFilter, needles?: readonly string[]): Promise<RowPage> {
    const { sort = "time", ascending = false, limit, scan, from, to } = filter;
    const order = ORDERS[sort];
    const within = {
      first: from === undefined ? "0" : reads.firstIdAt(from),
      last: to === undefined ? LARGEST_ID : before(reads.firstIdAt(to + 1)),
    };
    const walk: Walk = {
      conditions: { ...toConditions(filter), ...(needles && { needles }) },
      within,
      ascending,
      limit,
      scan,
    };
    if (order.by === "kind") return readByKind(filter, walk, order.column);
    if (order.by === "text") return readByText(filter, walk, order.column);
    const cursor = filter.before === undefined ? null : parseCursor(filter.before);
    const rest = cursor?.kind === "row" ? beyond(within, cursor.id, ascending) : within;
    const { events, reached } = await walkByTime({ ...walk, within: rest });
    return { events, next: reached };
  };
}

function toConditions({ siteId, pixelId, eventName, status, text }: RowFilter): RowConditions {
  return {
    ...(siteId !== undefined && { siteId }),
    ...(pixelId !== undefined && { pixelId }),
    ...(eventName !== undefined && { eventName }),
    ...(status !== undefined && { statuses: [status] }),
    ...(text && { text }),
  };
}

function withValue(conditions: RowConditions, column: KindColumn, value: string): RowConditions {
  return column === "status" ? { ...conditions, statuses: [value as Status] } : { ...conditions, [column]: value };
}

const withError = (conditions: RowConditions): RowConditions => ({
  ...conditions,
  statuses: WITH_ERROR.filter((status) => conditions.statuses?.includes(status) ?? true),
  hasError: true,
});

const hasKind = ({ siteId, pixelId, eventName, statuses }: Kinds) =>
  [siteId, pixelId, eventName, statuses].some((part) => part !== undefined);

/** One row alone is read without those around it. */
const costOf = ({ first, last, all }: Span) => (first === last ? 1 : all);

/** Names compare by their bytes, as both databases do. */
function beginAt(values: readonly string[], value: string, ascending: boolean): number {
  const sought = Buffer.from(value);
  const index = values.findIndex((one) => {
    const order = Buffer.compare(Buffer.from(one), sought);
    return ascending ? order >= 0 : order <= 0;
  });
  return index < 0 ? values.length : index;
}
