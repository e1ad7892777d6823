import { onPageEvents, readWindow } from "./browser/globals.ts";
import { isTrackingUnwanted } from "./browser/privacy-flags.ts";
import type { Config } from "./config.ts";
import { createAllSignals } from "./consent/all-signals.ts";
import { createSignalReader, type SignalSummary, type SignalSurroundings } from "./consent/read-signals.ts";
import type { Guard } from "./guard.ts";
import type { Clock } from "./types.ts";

/** A platform may write its answer down some time after the click. */
const ANSWER_DELAYS_MS = [0, 1000];

/** What watching needs of the rest. */
export interface SignalWatchParts extends Pick<SignalSurroundings, "readCookie"> {
  config: Config;
  clock: Clock;
  guard: Guard;
  /** A signal may say something else now. */
  recheck(): void;
}

/** Watches the page's consent signals; gives what reads them all. */
export function watchSignals({ config, clock, guard, readCookie, recheck }: SignalWatchParts): () => SignalSummary {
  const signals = createAllSignals(config, isTrackingUnwanted);
  const fired = new Set<string>();
  // Where nobody is asked, nobody answers.
  if (config.consentMode !== "off") {
    onPageEvents(
      [...signals.flatMap(({ heardBy }) => heardBy?.split(" ") ?? []), "click"],
      guard((name) => {
        fired.add(name);
        for (const delayMs of ANSWER_DELAYS_MS) clock.after(delayMs, recheck);
      }),
    );
  }
  return createSignalReader(signals, { host: readWindow(), fired, readCookie, recheck: guard(recheck) });
}
