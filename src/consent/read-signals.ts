import type { Decision } from "./consent-cookies.ts";
import { readPath } from "./read-path.ts";
import type { Reading, Signal, SignalPage } from "./signal.ts";

/** All signals of a page in one. */
export interface SignalSummary {
  /** What the visitor decided, and who says so: a refusal wins over a grant. */
  verdict?: Omit<Decision, "timestamp">;
  /** Who is there and knows of no decision yet. */
  undecided: readonly string[];
}

/** What the reader needs of the page. */
export interface SignalSurroundings {
  readCookie(name: string): string | undefined;
  recheck(): void;
  /** Where the platforms put what they are known by. */
  host: object;
  /** The names of the page's events so far. */
  fired: ReadonlySet<string>;
}

/** Makes the one reader of all signals. */
export function createSignalReader(
  signals: readonly Signal[],
  { host, fired, readCookie, recheck }: SignalSurroundings,
): () => SignalSummary {
  /** By the function that told it: a stub gives way to the platform, which may not know the stub's listeners. */
  const told = new Map<unknown, unknown>();
  const look: SignalPage["look"] = (path, ...args) => readPath(host, path, args);

  const hear: SignalPage["hear"] = (path, ...args) => {
    const api = look(path);
    if (typeof api !== "function") return undefined;
    if (!told.has(api)) {
      // One that throws, since it is not ready, is asked again.
      look(`${path}()`, ...args, (given: unknown) => {
        told.set(api, given || true);
        recheck();
      });
      told.set(api, told.get(api) ?? null);
    }
    return told.get(api);
  };

  return () => {
    const sources = new Map<Reading, string[]>();
    for (const { by = "api", heardBy = "", ask } of signals) {
      // Platforms load late, half, or not at all, and some throw until they are ready: not there, for now.
      try {
        const isHeard = heardBy.split(" ").some((name) => fired.has(name));
        const reading = ask({ look, hear, readCookie, isHeard, recheck });
        sources.set(reading, [...(sources.get(reading) ?? []), by]);
      } catch {}
    }
    const refused = sources.get(false);
    const [source] = refused ?? sources.get(true) ?? [];
    return {
      ...(source && { verdict: { state: refused ? "denied" : "granted", source } }),
      undecided: sources.get(null) ?? [],
    };
  };
}
