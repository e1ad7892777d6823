import type { Guard } from "./guard.ts";
import { DEFAULTS, parseSettings } from "./parse-settings.ts";
import { readAnswer } from "./send/read-answer.ts";
import type { KeyValueStore, NetAnswer } from "./types.ts";
import type { SiteSettings } from "./wire/site-settings.ts";

export type { SiteSettings, UrlTrigger } from "./wire/site-settings.ts";

/** The site's settings, once they are known. */
export interface Settings {
  /** Calls back with the settings, cached ones first, and again when the ingest's are others. */
  onKnown(callback: (settings: SiteSettings) => void): void;
  /** What is known by now; of a site that sets nothing while nothing is. */
  latest(): SiteSettings;
  /** Asks the ingest; once a page is enough. */
  refresh(): Promise<void>;
}

/** What the settings need of the rest. */
export interface SettingsParts {
  guard: Guard;
  store: Pick<KeyValueStore, "read" | "write">;
  /** Under which the last answer stands in storage. */
  key: string;
  /** One request for the settings; the browser's own cache revalidates it by ETag. */
  ask(): Promise<NetAnswer>;
  /** Whether anything may be stored now. */
  mayStore(): boolean;
}

/**
 * Makes the settings of one site. Without an answer the cached ones stay; a refusal means that there are none, but takes
 * nothing back that was known: a visitor who was to be asked is still asked.
 */
export function createSettings({ guard, store, key, ask, mayStore }: SettingsParts): Settings {
  const callbacks: ((settings: SiteSettings) => void)[] = [];
  let text: string | undefined;
  let known: SiteSettings | undefined;

  /** Whether it is settings at all. */
  function learn(news: string) {
    const parsed = parseSettings(news);
    if (parsed && news !== text) {
      text = news;
      known = parsed;
      for (const callback of callbacks) callback(parsed);
    }
    return parsed;
  }
  const cached = store.read(key);
  if (cached) learn(cached);

  return {
    onKnown(callback) {
      const guarded = guard(callback);
      callbacks.push(guarded);
      if (known) guarded(known);
    },
    latest: () => known ?? DEFAULTS,
    async refresh() {
      const answer = await ask();
      const { kind } = readAnswer(answer, 0);
      if (kind === "received" && learn(answer.text) && mayStore()) store.write(key, answer.text);
      if (kind === "unauthorized" && !known) learn("{}");
    },
  };
}
