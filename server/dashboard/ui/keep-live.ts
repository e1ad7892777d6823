import type { LiveNews, LiveState, onLiveRows } from "./live.ts";

const FIRST_RECONNECT_MS = 1_000;
const LONGEST_RECONNECT_MS = 30_000;

/** Runs something later; the return value calls it off. */
export type Schedule = (run: () => void, delayMs: number) => () => void;

interface Options {
  connect: typeof onLiveRows;
  schedule: Schedule;
  /** Asked when the ingest closed the stream; `false` ends the attempts. */
  mayReconnect(): Promise<boolean>;
  onNews(news: LiveNews): void;
  onState(state: LiveState): void;
}

/** Keeps the live stream open, with growing pauses where the browser does not reconnect by itself; returns its stop. */
export function keepLive({ connect, schedule, mayReconnect, onNews, onState }: Options): () => void {
  let pauseMs = FIRST_RECONNECT_MS;
  let hangUp = () => {};
  let isStopped = false;

  function open() {
    hangUp = connect("/api/stream", {
      news: onNews,
      state(state) {
        if (state === "live") pauseMs = FIRST_RECONNECT_MS;
        onState(state);
      },
      async closed() {
        if (!(await mayReconnect()) || isStopped) return;
        hangUp = schedule(open, pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_RECONNECT_MS);
      },
    });
  }
  open();

  return () => {
    isStopped = true;
    hangUp();
  };
}
