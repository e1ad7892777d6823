import type { Config } from "../config.ts";
import type { Guard } from "../guard.ts";
import type { Report } from "../report.ts";
import type { Clock, Net } from "../types.ts";
import type { Loss } from "../wire/bodies.ts";
import { MAX_EVENTS_PER_BODY } from "../wire/limits.ts";
import { ANSWER_TIMEOUT_MS } from "./answer-timeout.ts";
import { composeBody } from "./compose-body.ts";
import type { LossReport } from "./loss-report.ts";
import type { Outbox, OutboxEntry } from "./outbox.ts";
import { createPause } from "./pause.ts";
import { type Batch, KEEPALIVE_BYTES, pickBatch } from "./pick-batch.ts";
import { importanceOf } from "./pick-evicted.ts";
import { readAnswer, type Verdict } from "./read-answer.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** Wait after a refused key, in milliseconds: somebody has to mend a setting first. */
const UNAUTHORIZED_WAIT_MS = 5 * 60_000;

/**
 * How long what went out at the page's leave is left alone, in milliseconds. A page that is gone by then has no timers;
 * one that was only away, or whose leave came to nothing, tries again.
 */
const LEAVE_MS = 1000;

/** What the sender needs of the rest. */
export interface SenderParts {
  guard: Guard;
  config: Config;
  outbox: Outbox;
  net: Net;
  clock: Clock;
  /** A number from 0 up to 1. */
  random(): number;
  report: Report;
  losses: LossReport;
  /** Whether consent allows it now. */
  maySend(): boolean;
  /** The ingest has them. */
  onReceived(entries: readonly OutboxEntry[]): void;
}

/** Gets what is in the outbox to the ingest, one request at a time. */
export interface Sender {
  /**
   * Sends if there is something, nothing is under way, and no wait is on. Events that were `added` during a wait hear at
   * once that they are queued: their page need not wait with us.
   */
  drain(added?: readonly OutboxEntry[]): void;
  /** The same, but ends a wait that no answer has asked for: the network or the visitor is back. */
  retryNow(): void;
  /** Hands over what is not under way while the page is being left. */
  leave(): void;
}

/** A request that is under way. */
interface UnderWay {
  batch: Batch<OutboxEntry>;
  keepalive: boolean;
}

/** Makes the sender; it reads the outbox and takes an event out of it on a receipt alone. */
export function createSender(parts: SenderParts): Sender {
  const { guard, config, outbox, net, clock, random, report, losses, maySend, onReceived } = parts;
  let underWay: UnderWay | undefined;
  let failures = 0;
  let failingSince = 0;
  const pause = createPause(clock, () => drain());
  /** Events that have had no attempt; their pages hear of a wait at once. */
  const unheard = new Set<OutboxEntry>();
  /** What went out as the page was being left. */
  let handedOver = new Set<OutboxEntry>();
  /** Whether the wait is for somebody to mend a key. */
  let isRefused = false;
  /** Halved while a body is refused as a whole, to find the event that is to blame. */
  let maxEvents = MAX_EVENTS_PER_BODY;

  const readRest = () => outbox.entries().filter((entry) => !handedOver.has(entry));

  function drain(added: readonly OutboxEntry[] = []) {
    for (const entry of added) unheard.add(entry);
    // Whether it may be sent takes a look at the page.
    if (underWay || !readRest().length) return;
    if (pause.isOn() || !maySend()) {
      for (const { outcome } of unheard) outcome?.settle(!isRefused);
      unheard.clear();
      return;
    }
    const entries = readRest();
    const small = pickBatch(entries, { maxEvents, maxBytes: KEEPALIVE_BYTES });
    if (!small.entries.length) return;
    // A long backlog or a big event goes without keepalive, in bodies up to the ingest's limit: the quota would make
    // many requests of it. If the page is left meanwhile it is still in the outbox.
    const isBacklog = small.entries.length < Math.min(entries.length, maxEvents);
    // After a failure it goes without as well: the page itself may hold the whole quota.
    const keepalive = !failures && !isBacklog && small.bytes <= KEEPALIVE_BYTES;
    send(keepalive ? small : pickBatch(entries, { maxEvents }), keepalive);
  }

  // What comes after the answer is called by the browser, like any listener.
  const send = guard(post);
  async function post(batch: Batch<OutboxEntry>, keepalive: boolean) {
    const reported = losses.unreported();
    underWay = { batch, keepalive };
    for (const entry of batch.entries) unheard.delete(entry);
    const body = compose(batch, reported);
    const answer = await net.post(config.apiEndpoint, body, { keepalive, timeoutMs: ANSWER_TIMEOUT_MS });
    underWay = undefined;
    const verdict = readAnswer(answer, clock.now());
    isRefused = false;
    if (verdict.kind === "received") losses.reported(reported);
    act(verdict, batch.entries);
    drain();
  }

  function act(verdict: Verdict, entries: readonly OutboxEntry[]) {
    switch (verdict.kind) {
      case "received": {
        failures = 0;
        maxEvents = MAX_EVENTS_PER_BODY;
        const isRejected = ({ eventId }: OutboxEntry) => verdict.rejected.has(eventId);
        const rejected = entries.filter(isRejected);
        outbox.remove(new Set(entries.filter((entry) => !isRejected(entry))));
        for (const entry of entries) entry.outcome?.settle(!isRejected(entry));
        onReceived(entries);
        if (rejected.length) give(rejected, "refused");
        return;
      }
      case "too_large":
      case "refused":
        // One event must not keep its neighbours: halve until it stands alone.
        maxEvents = Math.ceil(entries.length / 2);
        if (entries.length > 1) return;
        maxEvents = MAX_EVENTS_PER_BODY;
        give(entries, verdict.kind);
        return;
      case "unauthorized":
        report.error(
          "siteId, apiKey or apiEndpoint is wrong: compare the snippet with the dashboard. Events are kept.",
        );
        for (const { outcome } of entries) outcome?.settle(false);
        isRefused = true;
        pause.forbid(UNAUTHORIZED_WAIT_MS);
        return;
      case "retry": {
        const now = clock.now();
        if (!failures++) failingSince = now;
        for (const { outcome } of entries) outcome?.settle(true);
        const delayMs = retryDelayMs({ failures, failingMs: now - failingSince, random: random() });
        if (verdict.afterMs === undefined) pause.begin(delayMs);
        else pause.forbid(Math.max(verdict.afterMs, delayMs));
      }
    }
  }

  function give(entries: readonly OutboxEntry[], reason: "refused" | "too_large") {
    report.warn(
      reason === "refused"
        ? "the ingest refused an event for good; its Events page says why."
        : "the ingest takes no event as large as this one; pass less.",
    );
    outbox.drop(new Set(entries), reason);
  }

  function compose({ entries }: Batch<OutboxEntry>, reported: readonly Loss[]) {
    return composeBody(config, { eventsJson: entries.map(({ json }) => json), sentAt: clock.now(), losses: reported });
  }

  return {
    drain,
    retryNow() {
      pause.end();
      drain();
    },
    leave() {
      if (pause.isForbidden() || !maySend()) return;
      // A plain request dies with the page; a keepalive one goes on and is not repeated. Behind us the browser hides the
      // page and lets go of its requests, and both would have us try once more.
      handedOver = new Set(underWay?.keepalive ? underWay.batch.entries : []);
      clock.after(LEAVE_MS, () => {
        handedOver = new Set();
        drain();
      });
      const rest = readRest().sort((a, b) => importanceOf(b.eventName) - importanceOf(a.eventName));
      const room = KEEPALIVE_BYTES - (underWay?.keepalive ? underWay.batch.bytes : 0);
      const batch = pickBatch(rest, { maxBytes: room });
      if (!batch.entries.length || batch.bytes > room) return;
      for (const entry of batch.entries) handedOver.add(entry);
      // True is no receipt and false no loss: the events stay in the outbox either way.
      const body = compose(batch, []);
      if (net.beacon(config.apiEndpoint, body)) return;
      net.post(config.apiEndpoint, body, { keepalive: true, timeoutMs: ANSWER_TIMEOUT_MS });
    },
  };
}
