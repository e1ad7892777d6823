import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Sites } from "../sites/sites.ts";
import type { Store } from "../store/store.ts";
import type { Post } from "./post.ts";
import type { RelayReport } from "./relay-report.ts";

/** What a relay is made of. */
export interface RelayOptions {
  store: Store;
  sites: Sites;
  post: Post;
  graph: { url: string; version: string };
  log: Log;
  clock: Clock;
  /** Told of everything that operators watch. */
  report?: RelayReport;
}
