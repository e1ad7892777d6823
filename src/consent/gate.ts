import type { Config } from "../config.ts";
import type { Report } from "../report.ts";
import type { Settings, SiteSettings } from "../settings.ts";
import type { Clock, PendingCall } from "../types.ts";
import type { BlockedRow } from "../wire/bodies.ts";
import type { Consent } from "../wire/event.ts";
import type { ConsentCookies, Decision } from "./consent-cookies.ts";
import { settleMode } from "./consent-mode.ts";
import { findDecision, findKept } from "./find-decision.ts";
import { type Fate, findFate } from "./find-fate.ts";
import type { SignalSummary } from "./read-signals.ts";

/** How often signals are read again that may change without an event of theirs, and for how long. */
const POLL_MS = 1000;
const MAX_POLLS = 600;

/** What the page may say, and what it means. */
const DECISIONS: ReadonlyMap<unknown, Decision["state"]> = new Map([
  ["grant", "granted"],
  ["revoke", "denied"],
]);

/** What the gate needs of the rest. */
export interface GateParts {
  config: Config;
  clock: Clock;
  report: Report;
  cookies: ConsentCookies;
  settings: Pick<Settings, "onKnown">;
  readSignals(): SignalSummary;
  isPrivacyControlOn(): boolean;
  isEuropean(): boolean;
  note(row: BlockedRow): void;
  /** Which calls have to go so that no more than the limit wait. */
  pickCrowdedOut(calls: readonly PendingCall[]): ReadonlySet<PendingCall>;
  /** Gets what may be stored and sent, with what the visitor decided, and whether it may say who the visitor is. */
  next(calls: readonly PendingCall[], consent: Consent | undefined, isIdentified: boolean): void;
  /** Gets what may be stored but not sent yet, since the mode is not known. */
  keep(calls: readonly PendingCall[]): void;
  /** The mode is known: what was kept passes the gate once more. */
  takeBack(): void;
  /** From now on events may be stored, or sent as well, and what other pages left is welcome. */
  opened(): void;
  /** Refused or withdrawn: nothing of this visitor's may stay or go on. */
  closed(by: string): void;
}

/** Stands between the calls and everything that stores or sends. */
export interface Gate {
  /** Lets calls through, holds them until the visitor has decided, or refuses them. */
  pass(calls: readonly PendingCall[]): void;
  /** `pixelFlow.consent`. */
  decide(decision: unknown): Promise<boolean>;
  /** Whether anything may be stored on this browser now. */
  mayStore(): boolean;
  /** Whether anything may be sent now; looks again, since another tab may have withdrawn. */
  maySend(): boolean;
  /** What the visitor decided, as events carry it. */
  readConsent(): Consent | undefined;
  /** The visitor sees the page: from now on decisions are looked for and cookies written. */
  begin(): void;
  /** Something may have changed. */
  recheck(): void;
  /** The visitor has come back to the page: as `recheck`, and opens once more. */
  resume(): void;
  /** The page is being left: what still waits is told of and gone. */
  finish(): void;
}

/**
 * Makes the gate; closed and silent until it begins.
 *
 * Who is heard, most important first: Global Privacy Control, unless the site's operator has turned it off;
 * `pixelFlow.consent`; the page's platforms; the cookie of an earlier decision; and what the mode says of a visitor who
 * has not decided.
 */
export function createGate(parts: GateParts): Gate {
  const { config, clock, report, cookies } = parts;
  let waiting: readonly PendingCall[] = [];
  let hasBegun = false;
  let isChecking = false;
  let polls = 0;
  let known: SiteSettings | undefined;
  /** What the page's own call said, and what it or the signals say now, as old as the change that brought it. */
  let asked: Decision | undefined;
  let here: Decision | undefined;
  /** Which of them was written down last. */
  let memorized: string | undefined;
  /** Whose banner the visitor was last marked as waiting for; null before anything is known. Cookies are slow to read. */
  let marked: string | undefined | null = null;
  let consent: Consent = { state: "unknown", source: "api" };
  let fate: Fate = "wait";
  /** The last fate of which the rest was told. */
  let told: Fate = "wait";

  const readMode = () => settleMode(config.consentMode, known, parts.isEuropean);
  const isFlowing = () => fate === "pass" || fate === "limit";
  const mayStore = () => fate === "keep" || isFlowing();

  function look() {
    const mode = readMode();
    const { verdict, undecided }: SignalSummary = mode === "off" ? { undecided: [] } : parts.readSignals();
    const remembered = cookies.recall();
    const news = asked ?? verdict;
    here = news && { timestamp: here?.state === news.state ? here.timestamp : clock.now(), ...news };
    const decision = findDecision(here, findKept(remembered, mode, undecided));
    if (here && decision?.source === here.source && here.state !== remembered?.state) memorize(here);
    consent = decision ?? { state: "unknown", source: undecided[0] ?? "api", ...(mode === "opt_out" && { mode }) };
    if (parts.isPrivacyControlOn() && known?.globalPrivacyControl !== "ignore") {
      consent = { state: "denied", source: "gpc", timestamp: clock.now() };
    }
    const waitsFor = mode === "opt_in" && consent.state === "unknown" ? consent.source : undefined;
    if (mode && waitsFor !== marked) cookies.markWaiting(waitsFor);
    if (mode) marked = waitsFor;
    fate = findFate(consent, mode, known);
    if (fate === told) return;
    const before = told;
    told = fate;
    if (before === "keep") parts.takeBack();
    if (consent.state === "denied" && fate !== "wait") parts.closed(consent.source);
    if (mayStore()) parts.opened();
  }

  /** Once each: a cookie that the visitor or the page has cleared since is not brought back. */
  function memorize(decision: Decision) {
    const name = decision.state + decision.timestamp;
    if (name !== memorized) cookies.memorize(decision);
    memorized = name;
  }

  function recheck() {
    // Writing, opening and closing may bring us here again.
    if (!hasBegun || isChecking) return;
    isChecking = true;
    try {
      look();
    } finally {
      isChecking = false;
    }
    const leaving = fate === "wait" ? parts.pickCrowdedOut(waiting) : new Set(fate === "keep" ? [] : waiting);
    waiting = waiting.filter((pending) => !leaving.has(pending));
    if (!isFlowing()) refuse(leaving);
    else if (leaving.size) parts.next([...leaving], readConsent(), fate === "pass");
  }

  function refuse(calls: Iterable<PendingCall>) {
    const { state, source } = consent;
    for (const { call, outcome } of calls) {
      outcome.settle(false);
      const reason = source === "gpc" ? source : state === "denied" ? state : "no_decision";
      parts.note({ eventType: call.eventName, reason, ...(reason !== "gpc" && { consentSource: source }) });
    }
  }

  const readConsent = () => (consent.timestamp || consent.mode ? consent : undefined);

  function poll() {
    recheck();
    if (polls++ < MAX_POLLS && readMode() !== "off") clock.after(POLL_MS, poll);
  }

  parts.settings.onKnown((settings) => {
    known = settings;
    recheck();
  });

  return {
    pass(calls) {
      waiting = [...waiting, ...calls];
      recheck();
      if (fate === "keep") parts.keep(calls);
      // What waits for the visitor is safe as long as the page lives; what waits for the settings may be refused.
      else if (fate === "wait" && consent.state === "unknown") for (const { outcome } of calls) outcome.settle(true);
    },
    async decide(decision) {
      const state = DECISIONS.get(decision);
      if (!state) {
        report.warn('consent: write pixelFlow.consent("grant") or pixelFlow.consent("revoke"). Nothing was changed.');
        return false;
      }
      asked = { state, source: "api", timestamp: clock.now() };
      recheck();
      return !hasBegun || consent.state === state;
    },
    mayStore,
    maySend() {
      recheck();
      return isFlowing();
    },
    readConsent,
    begin() {
      hasBegun = true;
      poll();
    },
    recheck,
    resume() {
      // What was kept is still to be taken back.
      if (told !== "keep") told = "wait";
      recheck();
    },
    finish() {
      recheck();
      if (fate === "wait") {
        refuse(waiting);
        waiting = [];
      }
    },
  };
}
