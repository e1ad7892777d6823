import type { Reading, Signal, SignalPage } from "./signal.ts";

/** All signals of a page in one. */
export interface SignalSummary {
  /** What the visitor decided: a refusal wins over a grant. */
  isGranted?: boolean;
  /** Who says so. */
  by?: string;
  /** Who is there and knows of no decision yet. */
  undecided: string[];
}

/** Makes the one reader of all signals; `fired` holds the names of the page's events so far. */
export const createSignalReader =
  (signals: readonly Signal[], page: Omit<SignalPage, "isHeard">, fired: ReadonlySet<string>) => (): SignalSummary => {
    const sources = new Map<Reading, string[]>();
    for (const { by = "api", heardBy = "", ask } of signals) {
      // Platforms load late, half, or not at all, and some throw until they are ready: not there, for now.
      try {
        const reading = ask({ ...page, isHeard: heardBy.split(" ").some((name) => fired.has(name)) });
        sources.set(reading, [...(sources.get(reading) ?? []), by]);
      } catch {}
    }
    const refused = sources.get(false);
    const by = (refused ?? sources.get(true))?.[0];
    return { ...(by && { isGranted: !refused, by }), undecided: sources.get(null) ?? [] };
  };
