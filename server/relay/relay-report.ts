import type { Settlement } from "../store/store.ts";
import type { Pause } from "./lane-state.ts";

/** What a relay tells its operator's instruments. */
export interface RelayReport {
  /** A request got an answer, or none. */
  posted(kind: string, seconds: number): void;
  settled(settlements: readonly Settlement[]): void;
  /** A pixel is left alone, or (null) no longer. */
  pauseChanged(siteId: string, pixelId: string, pause: Pause | null): void;
}
