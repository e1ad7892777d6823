import { useCallback, useEffect, useState } from "preact/hooks";
import type { Outcome } from "./api.ts";

interface PollOptions {
  everyMs: number;
  onSignedOut: () => void;
}

/**
 * Asks now, whenever the question or `version` changes, and again after each pause; the last good answer stays while
 * the next is on its way. Nothing is asked while the page is hidden.
 */
export function usePoll<Value>(
  ask: () => Promise<Outcome<Value>>,
  version: number,
  { everyMs, onSignedOut }: PollOptions,
): { value: Value | null; failed: boolean; again: () => void } {
  const [state, setState] = useState<{ value: Value | null; failed: boolean }>({ value: null, failed: false });
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    const run = async () => {
      if (!document.hidden) {
        const outcome = await ask();
        if (isOver) return;
        if (outcome.kind === "ok") setState({ value: outcome.value, failed: false });
        else if (outcome.kind === "signed-out") onSignedOut();
        else setState(({ value }) => ({ value, failed: true }));
      }
      timer = setTimeout(run, everyMs);
    };
    void run();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [ask, version, asked, everyMs, onSignedOut]);
  return { ...state, again: useCallback(() => setAsked((count) => count + 1), []) };
}
