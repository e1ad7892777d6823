import { randomUUID } from "node:crypto";
import type { Pixel, Site } from "../sites/site.ts";
import { DRY_RUN } from "../sites/site.ts";
import type { ClaimedRow, Settlement } from "../store/store.ts";
import { createDeliver } from "./deliver.ts";
import { graphUrlOf, toRequestJson } from "./graph-request.ts";
import { FRESH_LANE, type LaneState, nextLaneState } from "./lane-state.ts";
import { TOTAL_TIMEOUT_MS } from "./post.ts";
import { type Prepared, prepareRows } from "./prepare.ts";
import type { RelayOptions } from "./relay.ts";
import { deadlineOf } from "./retry-time.ts";
import { toSettlement, toUnpostedSettlement } from "./to-settlement.ts";

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
const DRY_RUN_BATCH_SIZE = 50;
const LEASE_MS = 30_000;
/** A lease that ends before a request could is renewed first. */
const LEASE_NEEDED_MS = TOTAL_TIMEOUT_MS + 5000;
const SETTLE_TRIES = 5;
const SETTLE_RETRY_MS = 1000;
/** How often a paused lane is searched for events that have become too old. */
const EXPIRY_MS = 60_000;
/** When a row that was received this long ago is still due, it is past Meta's seven days whatever else happened. */
const EXPIRED_FOR_SURE_MS = deadlineOf(0);

/** Joins claiming, posting and settling for one lane. */
export function createLane(options: RelayOptions & { siteId: string; pixelId: string }): Lane {
  const { store, sites, graph, log, clock, report, siteId, pixelId } = options;
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

  async function claim(limit: number, dueBefore = clock.now()) {
    const token = randomUUID();
    const until = clock.now() + LEASE_MS;
    const rows = await store.claim({ siteId, pixelId, token, now: dueBefore, until, limit });
    return { token, until, rows };
  }

  /** Outcomes are worth some tries: one that is not recorded makes its events go to Meta once more. */
  async function settle(settlements: Settlement[]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await store.settle(settlements);
        break;
      } catch (error) {
        if (tries >= SETTLE_TRIES || stopped) throw error;
        await new Promise<void>((resolve) => clock.in(SETTLE_RETRY_MS, resolve));
      }
    }
    report?.settled(settlements);
  }

  /** One batch from claim to settlement; resolves to whether there may be more. */
  async function carry(site: Site, pixel: Pixel | undefined): Promise<boolean> {
    const posts = pixel?.accessToken !== undefined;
    const limit = !posts ? DRY_RUN_BATCH_SIZE : state.pause?.kind === "configuration" ? 1 : BATCH_SIZE;
    const { token, until, rows } = await claim(limit);
    if (rows.length === 0) return false;
    if (rows.length === limit && posts) start();
    const prepared = prepareRows(rows, clock.now(), site.currency);
    const graphUrl = graphUrlOf(graph, pixel?.id ?? "PIXEL_ID");
    const circumstances = ({ json }: Prepared) => ({
      token,
      now: clock.now(),
      graphUrl,
      request: toRequestJson([json], pixel?.testEventCode),
    });
    const batch = prepared.filter(({ violation }) => !violation);
    const unposted = posts ? prepared.filter(({ violation }) => violation) : prepared;
    if (unposted.length > 0) await settle(unposted.map((one) => toUnpostedSettlement(one, circumstances(one))));
    if (!posts || batch.length === 0) return rows.length === limit;

    const outcomes = await deliver({
      url: graphUrl,
      accessToken: pixel.accessToken ?? "",
      testEventCode: pixel.testEventCode,
      batch,
      keep: createKeep(token, until),
    });
    update(nextLaneState(state, outcomes, clock.now()));
    await settle(outcomes.map((outcome) => toSettlement(outcome, circumstances(outcome.prepared))));
    return rows.length === limit;
  }

  /** Renews a lease that could end during the next request, and drops rows that another relay has taken over. */
  function createKeep(token: string, until: number) {
    let leaseEnd = until;
    return async (batch: Prepared[]): Promise<Prepared[]> => {
      // What is left of a refused batch waits for the next start.
      if (stopped) return [];
      if (leaseEnd - clock.now() > LEASE_NEEDED_MS) return batch;
      leaseEnd = clock.now() + LEASE_MS;
      const ids = batch.map(({ row }) => row.id);
      const kept = new Set(await store.renew(token, ids, leaseEnd));
      return batch.filter(({ row }) => kept.has(row.id));
    };
  }

  /** Ends events that nobody will ever post, so that they are not reported as waiting for ever. */
  async function expire(): Promise<void> {
    if (clock.now() < expiryAt) return;
    expiryAt = clock.now() + EXPIRY_MS;
    const { token, rows } = await claim(DRY_RUN_BATCH_SIZE, clock.now() - EXPIRED_FOR_SURE_MS);
    if (rows.length > 0) await settle(rows.map((row) => toExpired(row, token, clock.now())));
  }

  async function run(): Promise<void> {
    for (;;) {
      if (stopped) return;
      const site = sites.find(siteId);
      const pixel = site?.pixels.find(({ id, accessToken }) => (pixelId === DRY_RUN ? !accessToken : id === pixelId));
      const known = site && (pixelId === DRY_RUN || pixel?.accessToken);
      const next = `${pixel?.accessToken} ${pixel?.testEventCode} ${graph.version}`;
      // New credentials deserve a new start.
      if (credentials !== next && credentials !== undefined) update(FRESH_LANE);
      credentials = next;
      // A pixel that was taken out of the settings keeps its events, in case it comes back.
      if (!known || (state.pause && clock.now() < state.pause.until)) return expire();
      if (!(await carry(site, pixel))) return;
      if (underWay.size > state.maxInFlight) return;
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

function toExpired(row: ClaimedRow, token: string, now: number): Settlement {
  return {
    id: row.id,
    token,
    status: "failed",
    reason: "expired",
    error: "Meta takes no event older than seven days.",
    attempts: row.attempts,
    at: now,
    request: null,
    graphUrl: null,
    answer: null,
    history: null,
  };
}
