import type { TakeNote } from "./debug-hook.ts";

/** Our one voice on the page's console. Messages name what was wrong and what to write instead, never a value. */
export interface Report {
  /** A mistake in one call. */
  warn(message: string): void;
  /** Something that keeps every event of its kind from arriving; said once per message. */
  error(message: string): void;
}

/** The only place that writes to the console. */
export function createReport(takeNote?: TakeNote): Report {
  const said = new Set<string>();
  const say = (level: "warn" | "error", message: string) => {
    takeNote?.("said", message);
    console[level](`PixelFlow: ${message}`);
  };
  return {
    warn: (message) => say("warn", message),
    error(message) {
      if (!said.has(message)) say("error", message);
      said.add(message);
    },
  };
}
