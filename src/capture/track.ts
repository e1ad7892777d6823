import type { Report } from "../report.ts";
import type { Clock, Outcome, PageFacts, TrackCall } from "../types.ts";
import { type QueuedCall, SETTLE_MS } from "../wire/queued-call.ts";
import type { UserDataWait } from "./await-user-data.ts";
import { parseCall } from "./parse-call.ts";

/** What `trackEvent` needs of the rest. */
export interface TrackParts {
  clock: Clock;
  readPage(): PageFacts;
  newEventId(): string;
  report: Report;
  whenUserDataKnown: UserDataWait["whenKnown"];
  /** The next stage. */
  next(call: TrackCall, outcome: Outcome): void;
}

/** `trackEvent`, from the page or from the queue; what only the moment of the call could tell comes with `call`. */
export type Track = (args: ArrayLike<unknown>, call?: QueuedCall) => Promise<boolean>;

/** Checks a call, keeps what is true now, and passes it on; its promise settles within `SETTLE_MS` of the call. */
export function createTrack({ clock, readPage, newEventId, report, whenUserDataKnown, next }: TrackParts): Track {
  return (args, call) =>
    new Promise((resolve) => {
      const parsed = parseCall(args[0], args[1]);
      if ("problem" in parsed) {
        report.warn(`trackEvent: ${parsed.problem} Nothing was sent.`);
        resolve(false);
        return;
      }
      const page = readPage();
      const facts = {
        ...parsed,
        eventId: call?.id ?? newEventId(),
        at: call?.time ?? clock.now(),
        url: call?.url ?? page.url,
        referrer: call?.referrer ?? page.referrer,
      };
      let isStored = false;
      const stored = () => {
        isStored = true;
      };
      const settle = (delivered: boolean) => {
        stop();
        resolve(delivered);
      };
      // Counted from the call; a clock that was set back since must not make it longer.
      const remainingMs = Math.min(SETTLE_MS, Math.max(0, facts.at + SETTLE_MS - clock.now()));
      const stop = clock.after(remainingMs, () => resolve(isStored));
      whenUserDataKnown(args[2], (known) => {
        next({ ...facts, userData: known }, { stored, settle });
      });
    });
}
