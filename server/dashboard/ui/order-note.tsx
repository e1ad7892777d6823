import { MAX_ORDERED } from "../../store/store.ts";
import type { SortKey } from "./event-types.ts";
import { exactTime } from "./relative-time.ts";

const whole = new Intl.NumberFormat();
const WORDS: Partial<Record<SortKey, string>> = { url: "page address", error: "error" };

/** What an order leaves out, so that nobody takes a part of the log for all of it. */
export function OrderNote({ sort, since }: { sort: SortKey; since: number | undefined }) {
  const word = WORDS[sort];
  if (!word || (sort === "url" && since === undefined)) return null;
  return (
    <p class="quiet small order-note" role="status">
      {sort === "error" && "Ordered by error: events without one are left out. "}
      {since !== undefined &&
        `Ordered by ${word} are the newest ${whole.format(MAX_ORDERED)} events, those since ${exactTime(since)}. A shorter time or a filter brings older ones in.`}
    </p>
  );
}
