import { readRequests, readUserAgent } from "./browser/page.ts";
import { findBotPattern } from "./capture/standard/bots.ts";
import type { Config } from "./config.ts";
import { createFindRule } from "./prepare/blocking-rules.ts";
import type { BlockedReport } from "./send/blocked-report.ts";
import type { Settings } from "./settings.ts";
import type { KeyValueStore, PendingCall } from "./types.ts";

/** What keeps calls back that consent would let pass; each tells the page `false` and the ingest why. */
export interface CallFilters {
  /** Whether this browser names itself as a program. */
  isBot: boolean;
  /** Keeps all of a program's calls back. */
  withoutBots(calls: readonly PendingCall[]): readonly PendingCall[];
  /** Keeps back what the site's rules name; what passes counts as seen. `fbc` is Meta's click id of the visitor. */
  withoutRuled(calls: readonly PendingCall[], fbc: string | undefined): readonly PendingCall[];
}

/** What the filters need of the rest. */
export interface CallFilterParts {
  config: Config;
  settings: Pick<Settings, "latest">;
  blocked: Pick<BlockedReport, "note">;
  /** The tab's own storage, and the beginning of the keys under which it holds what was seen. */
  session: KeyValueStore;
  prefix: string;
}

/** Makes the filters for this page. */
export function createCallFilters({ config, settings, blocked, session, prefix }: CallFilterParts): CallFilters {
  const { blockingRules: given = [] } = config;
  const bot = findBotPattern(readUserAgent());
  const findRule = createFindRule({ store: session, prefix, readRequests });

  function passes(reason: "bot" | "rule", detail: string | undefined, { call, outcome }: PendingCall) {
    if (!detail) return true;
    outcome.settle(false);
    blocked.note({ eventType: call.eventName, reason, detail });
    return false;
  }

  return {
    isBot: !!bot,
    withoutBots: (calls) => calls.filter((pending) => passes("bot", bot, pending)),
    withoutRuled: (calls, fbc) =>
      calls.filter((pending) => {
        const { blockingRules, excludedPaths } = settings.latest();
        // Whatever the answer holds, a rule costs no event.
        const rules = { excludedPaths: [excludedPaths].flat(), blockingRules: given.concat(blockingRules) };
        return passes("rule", findRule({ ...pending.call, fbc }, rules), pending);
      }),
  };
}
