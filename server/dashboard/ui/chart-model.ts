import { STATUSES, type Status } from "../../store/store.ts";
import type { Chart } from "./event-types.ts";

/** One bar: its time, and how many events of each status came in it. */
export interface Bar {
  from: number;
  to: number;
  total: number;
  parts: { status: Status; count: number }[];
}

/** One event type (null: all that are not listed) with its events by status. */
export interface TypeLine {
  eventName: string | null;
  total: number;
  parts: { status: Status; count: number }[];
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** The statuses of a chart in the order they are stacked: what went well first. */
const ORDER: readonly Status[] = ["sent", "dry_run", "pending", "blocked", "failed", "lost"] satisfies Status[];

/** A chart's bars, one for each step of time. */
export function barsOfChart({ from, step, bars, series }: Chart): Bar[] {
  return Array.from({ length: bars }, (_, index) => {
    const parts = ORDER.map((status) => ({
      status,
      count: sum(series.filter((one) => one.status === status).map(({ counts }) => counts[index] ?? 0)),
    })).filter(({ count }) => count > 0);
    return {
      from: from + index * step,
      to: from + (index + 1) * step,
      total: sum(parts.map(({ count }) => count)),
      parts,
    };
  });
}

/** A chart's event types, the most frequent first and the unlisted ones last. */
export function typesOfChart({ series }: Chart): TypeLine[] {
  const names = [...new Set(series.map(({ eventName }) => eventName))];
  const lines = names.map((eventName) => {
    const parts = ORDER.map((status) => ({
      status,
      count: sum(
        series.filter((one) => one.eventName === eventName && one.status === status).flatMap(({ counts }) => counts),
      ),
    })).filter(({ count }) => count > 0);
    return { eventName, parts, total: sum(parts.map(({ count }) => count)) };
  });
  return lines.sort((a, b) => Number(a.eventName === null) - Number(b.eventName === null) || b.total - a.total);
}

/** How many events of each status a chart holds, in the order they are stacked. */
export function totalsOfChart({ series }: Chart): { status: Status; count: number }[] {
  return ORDER.map((status) => ({
    status,
    count: sum(series.filter((one) => one.status === status).flatMap(({ counts }) => counts)),
  })).filter(({ count, status }) => count > 0 && STATUSES.includes(status));
}

/** The top of a scale that holds this number: 1, 2 or 5 with zeros. */
export function scaleTop(largest: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, largest)));
  return [1, 2, 5, 10].map((factor) => factor * magnitude).find((top) => top >= largest) ?? magnitude * 10;
}
