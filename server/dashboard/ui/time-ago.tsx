import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { exactTime, relativeTime } from "./relative-time.ts";

/** The page's clock, in milliseconds; it ticks every ten seconds for all times at once. */
export const Now = createContext(Date.now());

/** A relative time, with the exact one on hover and for screen readers. */
export function TimeAgo({ at }: { at: number }) {
  const exact = exactTime(at);
  return (
    <time dateTime={new Date(at).toISOString()} title={exact}>
      <span aria-hidden="true">{relativeTime(at, useContext(Now))}</span>
      <span class="unseen">{exact}</span>
    </time>
  );
}
