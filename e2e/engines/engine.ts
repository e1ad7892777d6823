import type { Driver } from "../support/scene.ts";

/** A browser profile of its own: no cookie and no storage of another one. */
export interface Profile extends Driver {
  close(): Promise<void>;
}

/** A browser engine that is running. */
export interface Engine {
  /** Browser and version, as it names itself. */
  version: string;
  openProfile(): Promise<Profile>;
  stop(): Promise<void>;
}
