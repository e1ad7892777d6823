import type { Pixel, Site } from "../sites/site.ts";
import { DRY_RUN } from "../sites/site.ts";
import { createClaims } from "./claims.ts";
import { createDeliver } from "./deliver.ts";
import { graphUrlOf, toRequestJson } from "./graph-request.ts";
import { FRESH_LANE, type LaneState, nextLaneState } from "./lane-state.ts";
import { type Prepared, prepareRows } from "./prepare.ts";
import type { RelayOptions } from "./relay-options.ts";
import { deadlineOf } from "./retry-time.ts";
import { toExpiredSettlement, toSettlement, toUnpostedSettlement } from "./to-settlement.ts";

/** The events of one site for one pixel, on their way. */
export interface Lane {
  siteId: string;
  pixelId: string;
  /** Takes what is due, unless the pixel is paused or enough is under way. */
  work(): void;
  state(): LaneState;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
  /** Takes nothing new from now on. */
  stop(): void;
}

const BATCH_SIZE = 50;
/** How often a paused lane is searched for events that have become too old. */
const EXPIRY_MS = 60_000;
const EXPIRY_BATCH_SIZE = 250;
/** When a row that was received this long ago is still due, it is past Meta's seven days whatever else happened. */
const EXPIRED_FOR_SURE_MS = deadlineOf(0);

/** Joins claiming, posting and settling for one lane. */
export function createLane(options: RelayOptions & { siteId: string; pixelId: string }): Lane {
  const { sites, graph, log, clock, report, siteId, pixelId } = options;
  const claims = createClaims({ ...options, isStopped: () => stopped });
  const deliver = createDeliver({ post: timed(options), now: clock.now });
  const underWay = new Set<Promise<void>>();
  let state = FRESH_LANE;
  let credentials: string | undefined;
  let stopped = false;
  let expiryAt = 0;

  function update(next: LaneState): void {
    const changed = state.pause !== next.pause;
    state = next;
    if (changed) report?.pauseChanged(siteId, pixelId, next.pause);
  }

  /** One batch from claim to settlement; resolves to whether there may be more. */
  async function carry(site: Site, pixel: Pixel | undefined): Promise<boolean> {
    const { accessToken, testEventCode } = pixel ?? {};
    const limit = state.pause?.kind === "configuration" ? 1 : BATCH_SIZE;
    const { token, rows, isFull: mayBeMore, keep } = await claims.take(limit, clock.now());
    // A full batch is a sign of a backlog: another request may go out beside this one.
    if (mayBeMore && accessToken) start();
    const graphUrl = graphUrlOf(graph, pixel?.id ?? "PIXEL_ID");
    const circumstances = ({ json }: Prepared) => ({
      token,
      now: clock.now(),
      graphUrl,
      request: toRequestJson([json], testEventCode),
    });
    const prepared = prepareRows(rows, clock.now(), site.currency);
    const unposted = accessToken ? prepared.filter(({ violation }) => violation) : prepared;
    if (unposted.length > 0) await claims.settle(unposted.map((one) => toUnpostedSettlement(one, circumstances(one))));
    const batch = prepared.filter(({ violation }) => !violation);
    if (!accessToken || batch.length === 0) return mayBeMore;

    const outcomes = await deliver({ url: graphUrl, accessToken, testEventCode, batch, keep });
    update(nextLaneState(state, outcomes, clock.now()));
    await claims.settle(outcomes.map((outcome) => toSettlement(outcome, circumstances(outcome.prepared))));
    return mayBeMore;
  }

  /** Ends events that nobody will ever post, so that they are not reported as waiting for ever. */
  async function expire(): Promise<void> {
    if (clock.now() < expiryAt) return;
    expiryAt = clock.now() + EXPIRY_MS;
    const { token, rows } = await claims.take(EXPIRY_BATCH_SIZE, clock.now() - EXPIRED_FOR_SURE_MS);
    if (rows.length > 0) await claims.settle(rows.map((row) => toExpiredSettlement(row, token, clock.now())));
  }

  async function run(): Promise<void> {
    while (!stopped && underWay.size <= state.maxInFlight) {
      const site = sites.find(siteId);
      const pixel = site?.pixels.find(({ id, accessToken }) => (pixelId === DRY_RUN ? !accessToken : id === pixelId));
      const next = `${pixel?.accessToken} ${pixel?.testEventCode} ${graph.version}`;
      // New credentials deserve a new start.
      if (credentials !== undefined && credentials !== next) update(FRESH_LANE);
      credentials = next;
      // A pixel that was taken out of the settings keeps its events, in case it comes back.
      const hasWay = pixelId === DRY_RUN || pixel?.accessToken !== undefined;
      if (!site || !hasWay || (state.pause && clock.now() < state.pause.until)) return expire();
      if (!(await carry(site, pixel))) return;
    }
  }

  function start(): void {
    if (stopped || underWay.size >= state.maxInFlight) return;
    const work: Promise<void> = run()
      .catch((error: Error) => log("error", "relay lane failed", { siteId, pixelId, error: error.message }))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  return {
    siteId,
    pixelId,
    work: start,
    state: () => state,
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop: () => {
      stopped = true;
    },
  };
}

function timed({ post, clock, report }: RelayOptions): RelayOptions["post"] {
  const measured = async (url: string, body: string) => {
    const startedAt = clock.now();
    const result = await post(url, body);
    report?.posted(result.kind === "answered" ? String(result.status) : "unanswered", (clock.now() - startedAt) / 1000);
    return result;
  };
  return Object.assign(measured, { close: post.close });
}
