import { readCookie } from "./browser/cookies.ts";
import { createNet } from "./browser/net.ts";
import { createOwnership } from "./browser/ownership.ts";
import { readLanguages, readPage, readRequests, readUserAgent, whenActivated } from "./browser/page.ts";
import { onPageLeave, onPageRestored, onWorthRetrying } from "./browser/page-life.ts";
import { newEventId, random } from "./browser/random.ts";
import { createStorage } from "./browser/storage.ts";
import { createUserDataWait } from "./capture/await-user-data.ts";
import { createBurst } from "./capture/burst.ts";
import { findBotPattern } from "./capture/standard/bots.ts";
import { createTrack, type Track } from "./capture/track.ts";
import type { Config } from "./config.ts";
import { createGate, type Gate } from "./consent/gate.ts";
import type { Guard } from "./guard.ts";
import { createIdentity } from "./identity/identity.ts";
import { createFindRule } from "./prepare/blocking-rules.ts";
import { prepareCustomerData } from "./prepare/customer-data.ts";
import { toEnvelope } from "./prepare/envelope.ts";
import { readUserData } from "./prepare/resolve-user-data.ts";
import type { Report } from "./report.ts";
import { createAdoption } from "./send/adopt.ts";
import { createBlockedReport } from "./send/blocked-report.ts";
import { createLossReport } from "./send/loss-report.ts";
import { createOutbox, MAX_OUTBOX_BYTES, MAX_OUTBOX_EVENTS } from "./send/outbox.ts";
import { createSender } from "./send/sender.ts";
import { createSlots } from "./send/slots.ts";
import { createSettings, type Settings, type SiteSettings } from "./settings.ts";
import type { Clock, PendingCall, TrackCall } from "./types.ts";

/** Prefixes of our keys in local storage; the site's id follows, since two sites may share an origin. */
const OUTBOX_PREFIX = "_pf_outbox:";
const LOSSES_PREFIX = "_pf_losses:";
const SETTINGS_PREFIX = "_pf_settings:";
/** And in session storage. */
const SEEN_PREFIX = "_pf_seen:";

/** Longest wait for the site's settings, in milliseconds; nothing waits with it. */
const SETTINGS_TIMEOUT_MS = 10_000;

/** The built pipeline: its entrance, and a hint from outside that there may be room in storage now. */
export interface Pipeline {
  track: Track;
  decide: Gate["decide"];
  /** Whether anything may be stored on this browser now. */
  mayStore(): boolean;
  settings: Settings;
  storeRest(): void;
}

/**
 * Builds the stages and hands each the next one: track → user data → burst → gate → prepare → outbox → sender. Read this
 * function and you have read the architecture.
 */
export function createPipeline({
  config,
  clock,
  guard,
  report,
}: {
  config: Config;
  clock: Clock;
  guard: Guard;
  report: Report;
}): Pipeline {
  // This page's name among the site's open pages.
  const owner = newEventId();
  const store = createStorage();
  const ownership = createOwnership(store, clock);
  const site = encodeURIComponent(config.siteId);
  const slots = createSlots(store, `${OUTBOX_PREFIX}${site}:`);
  const losses = createLossReport(store, LOSSES_PREFIX + site);
  const { outboxEvents = MAX_OUTBOX_EVENTS, outboxBytes = MAX_OUTBOX_BYTES } = config;
  const limits = { maxEvents: outboxEvents, maxBytes: outboxBytes };
  const outbox = createOutbox({ slots, owner, limits, onLoss: losses.count });
  const net = createNet();
  const blocked = createBlockedReport({ net, clock, config });
  const sender = createSender({ guard, config, outbox, net, clock, random, report, losses });
  const adoption = createAdoption({
    store,
    slots,
    owner,
    ownership,
    clock,
    next(envelopes) {
      sender.drain(outbox.add(envelopes.map((envelope) => ({ envelope }))));
    },
    whenGone: outbox.storeRest,
  });

  const settings = createSettings({
    guard,
    store,
    key: SETTINGS_PREFIX + site,
    ask: () =>
      net.get(new URL(`site/config/${site}`, config.apiEndpoint).href, {
        apiKey: config.apiKey,
        timeoutMs: SETTINGS_TIMEOUT_MS,
      }),
    mayStore: () => gate.mayStore(),
  });
  const findRule = createFindRule({
    store: createStorage("sessionStorage"),
    prefix: `${SEEN_PREFIX + site}:`,
    readRequests,
  });
  let rules: SiteSettings | undefined;
  settings.onKnown((known) => {
    rules = known;
  });
  const bot = findBotPattern(readUserAgent());
  /** Lets pass what `find` has nothing against. */
  const passes =
    (reason: "bot" | "rule", find: (call: TrackCall) => string | undefined) =>
    ({ call, outcome }: PendingCall) => {
      const detail = find(call);
      if (detail) {
        outcome.settle(false);
        blocked.note({ eventType: call.eventName, reason, detail });
      }
      return !detail;
    };

  const identity = createIdentity({ readCookie });
  const gate = createGate({
    next(calls, consent) {
      const languages = readLanguages();
      const known = identity.read();
      // Not before consent: an event that was refused is no earlier one to be a duplicate of.
      const passed = calls.filter(passes("rule", (call) => rules && findRule({ ...call, fbc: known.fbc }, rules)));
      const added = outbox.add(
        passed.map(({ call, outcome }) => ({
          envelope: toEnvelope({
            ...call,
            identity: known,
            consent,
            customerData: prepareCustomerData(call.userData, languages),
          }),
          outcome,
        })),
      );
      sender.drain(added);
    },
  });
  const userData = createUserDataWait({ read: readUserData, clock });
  const burst = createBurst<PendingCall>(clock, (calls) => gate.pass(calls.filter(passes("bot", () => bot))));

  // A page that the browser prepares but nobody sees neither stores nor sends anything.
  whenActivated(
    guard(() => {
      try {
        ownership.hold(owner, guard(takeOver, Promise.resolve()));
      } finally {
        burst.open();
        // Behind the first events, so that they need not share the line.
        if (!bot) clock.after(0, () => settings.refresh());
      }
    }, undefined),
  );
  function takeOver() {
    if (adoption.wasTaken()) outbox.forgetTaken();
    outbox.storeAgain();
    sender.drain();
    return adoption.adopt();
  }

  onPageLeave(
    guard(() => {
      userData.giveUp();
      burst.flush();
      // The page may have cleared its storage since.
      outbox.storeAgain();
      sender.leave();
      losses.leave();
      blocked.leave();
      // A page that holds a lock stays out of the back/forward cache.
      ownership.release();
    }, undefined),
  );
  onPageRestored(guard(() => ownership.hold(owner, guard(takeOver, Promise.resolve())), undefined));
  onWorthRetrying(
    guard(() => {
      sender.retryNow();
      return adoption.adopt();
    }, undefined),
  );

  const track = createTrack({
    clock,
    readPage,
    newEventId,
    report,
    whenUserDataKnown: userData.whenKnown,
    next(call, outcome) {
      burst.add({ call, outcome });
    },
  });
  return { track, decide: gate.decide, mayStore: gate.mayStore, settings, storeRest: outbox.storeRest };
}
