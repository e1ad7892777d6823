import { findCookieDomain } from "./browser/cookie-domain.ts";
import { createCookieJar } from "./browser/cookies.ts";
import { createMetaPixel } from "./browser/meta-pixel.ts";
import { createNet } from "./browser/net.ts";
import { createOwnership } from "./browser/ownership.ts";
import { readLanguages, readPage, whenActivated } from "./browser/page.ts";
import { onPageLeave, onPageRestored, onWorthRetrying } from "./browser/page-life.ts";
import { isPrivacyControlOn } from "./browser/privacy-flags.ts";
import { newEventId, random } from "./browser/random.ts";
import { createStorage } from "./browser/storage.ts";
import { isEuropeanTimeZone } from "./browser/time-zone.ts";
import { createCallFilters } from "./call-filters.ts";
import { createUserDataWait } from "./capture/await-user-data.ts";
import { createBurst } from "./capture/burst.ts";
import { createTrack, type Track } from "./capture/track.ts";
import type { Config } from "./config.ts";
import { createConsentCookies } from "./consent/consent-cookies.ts";
import { createGate, type Gate } from "./consent/gate.ts";
import type { TakeNote } from "./debug-hook.ts";
import type { Guard } from "./guard.ts";
import { createIdentity } from "./identity/identity.ts";
import { computeOnce } from "./prepare/compute-once.ts";
import { prepareCustomerData } from "./prepare/customer-data.ts";
import { toEnvelope } from "./prepare/envelope.ts";
import { readUserData } from "./prepare/resolve-user-data.ts";
import { sha256 } from "./prepare/sha256.ts";
import type { Report } from "./report.ts";
import { createAdoption } from "./send/adopt.ts";
import { createBlockedReport } from "./send/blocked-report.ts";
import { createLossReport } from "./send/loss-report.ts";
import { createOutbox, MAX_OUTBOX_BYTES, MAX_OUTBOX_EVENTS } from "./send/outbox.ts";
import { pickCrowdedOut } from "./send/pick-crowded-out.ts";
import { createSender } from "./send/sender.ts";
import { createSlots } from "./send/slots.ts";
import { createWithdrawal } from "./send/withdrawal.ts";
import { createSettings, type Settings } from "./settings.ts";
import type { Clock, Identity, PendingCall } from "./types.ts";
import { watchSignals } from "./watch-signals.ts";
import { cutPersonal } from "./wire/cut-personal.ts";
import type { Consent } from "./wire/event.ts";

/** Prefixes of our keys in local storage; the site's id follows, since two sites may share an origin. */
const OUTBOX_PREFIX = "_pf_outbox:";
const LOSSES_PREFIX = "_pf_losses:";
const SENT_PREFIX = "_pf_sent:";
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
  takeNote,
  loadScript,
}: {
  config: Config;
  clock: Clock;
  guard: Guard;
  report: Report;
  takeNote: TakeNote;
  loadScript(url: string): void;
}): Pipeline {
  // This page's name among the site's open pages.
  const owner = newEventId();
  const mayStore = () => gate.mayStore();
  const store = createStorage("localStorage", mayStore);
  const ownership = createOwnership(store, clock);
  const site = encodeURIComponent(config.siteId);
  const slots = createSlots(store, `${OUTBOX_PREFIX}${site}:`);
  const losses = createLossReport(store, LOSSES_PREFIX + site);
  const { outboxEvents = MAX_OUTBOX_EVENTS, outboxBytes = MAX_OUTBOX_BYTES, metaPixelIds = [] } = config;
  const limits = { maxEvents: outboxEvents, maxBytes: outboxBytes };
  const outbox = createOutbox({ slots, owner, limits, onLoss: losses.count });
  const net = createNet(() => identity.domain());
  const blocked = createBlockedReport({ net, clock, config, takeNote });
  const withdrawal = createWithdrawal({ store, key: SENT_PREFIX + site, net, clock, random, config });
  const sender = createSender({
    guard,
    config,
    outbox,
    net,
    clock,
    random,
    report,
    losses,
    maySend: () => gate.maySend(),
    onReceived: withdrawal.remember,
  });
  const adoption = createAdoption({
    store,
    slots,
    owner,
    ownership,
    clock,
    readConsent: () => gate.readConsent(),
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
    mayStore,
  });
  const filters = createCallFilters({
    config,
    settings,
    blocked,
    session: createStorage("sessionStorage", mayStore),
    prefix: `${SEEN_PREFIX + site}:`,
  });

  const cookies = createCookieJar(clock);
  const { readCookie } = cookies;
  const identity = createIdentity({
    ...cookies,
    siteId: config.siteId,
    findCookieDomain: () => findCookieDomain(cookies),
    newEventId,
    sha256,
  });
  /** By its key alone; cut or not, the page's value goes nowhere. */
  const onCut = config.debug
    ? (key: string) =>
        report.warn(
          `customData "${cutPersonal(key)}" held personal data, which was cut out; pass it as userData, the third argument.`,
        )
    : undefined;
  const pixel = createMetaPixel({ ids: metaPixelIds, guard, loadScript });
  const firePixel = guard(pixel.fire);
  /** Whether this page is marked as alive. */
  let isHeld = false;
  const gate = createGate({
    config,
    clock,
    report,
    settings,
    cookies: createConsentCookies(cookies),
    readSignals: watchSignals({ config, clock, guard, readCookie, recheck: () => gate.recheck() }),
    isPrivacyControlOn,
    isEuropean: computeOnce(isEuropeanTimeZone),
    note: blocked.note,
    pickCrowdedOut,
    next(calls, consent, isIdentified) {
      const known = isIdentified ? identity.recognize(calls.map(({ call }) => call)) : {};
      // Not before consent: an event that was refused is no earlier one to be a duplicate of.
      const passed = filters.withoutRuled(calls, known.fbc);
      const envelopes = prepare(passed, known, consent);
      for (const { json } of envelopes) takeNote("sent", json);
      if (isIdentified && metaPixelIds.length > 0) envelopes.forEach(firePixel);
    },
    keep(calls) {
      for (const { json } of prepare(calls, {})) takeNote("kept", json);
    },
    takeBack() {
      outbox.remove(new Set(outbox.entries()));
    },
    opened() {
      takeNote("released");
      if (isHeld) {
        takeOver();
        return;
      }
      isHeld = true;
      ownership.hold(owner, guard(takeOver));
    },
    closed(consentSource) {
      const unsent = outbox.entries();
      withdrawal.withdraw([...unsent, ...adoption.discard()], {
        consentSource,
        fbp: readCookie("_fbp"),
        visitorId: readCookie("_pf_uid"),
      });
      outbox.remove(new Set(unsent));
      for (const { outcome } of unsent) outcome?.settle(false);
      identity.remove();
      pixel.revoke();
      letGo();
    },
  });
  /** Into the outbox, hashed and complete. */
  function prepare(calls: readonly PendingCall[], known: Identity, consent?: Consent) {
    const languages = readLanguages();
    const prepared = calls.map(({ call, outcome }) => ({
      envelope: toEnvelope({
        ...call,
        identity: known,
        onCut,
        consent,
        customerData: prepareCustomerData(call.userData, languages),
      }),
      outcome,
    }));
    sender.drain(outbox.add(prepared));
    return prepared.map(({ envelope }) => envelope);
  }

  const userData = createUserDataWait({ read: readUserData, clock });
  const burst = createBurst<PendingCall>(clock, (calls) => gate.pass(filters.withoutBots(calls)));

  // A page that the browser prepares but nobody sees neither stores nor sends anything.
  whenActivated(
    guard(() => {
      try {
        gate.begin();
      } finally {
        burst.open();
        // Behind the first events, so that they need not share the line.
        if (!filters.isBot) clock.after(0, () => settings.refresh());
      }
    }),
  );
  async function takeOver() {
    if (adoption.wasTaken()) outbox.forgetTaken();
    outbox.storeAgain();
    sender.drain();
    if (gate.maySend()) await adoption.adopt();
  }
  function letGo() {
    ownership.release();
    isHeld = false;
  }

  onPageLeave(
    guard(() => {
      userData.giveUp();
      burst.flush();
      gate.finish();
      // The page may have cleared its storage since.
      outbox.storeAgain();
      sender.leave();
      if (gate.mayStore()) losses.leave();
      withdrawal.leave();
      blocked.leave();
      // A page that holds a lock stays out of the back/forward cache.
      letGo();
    }),
  );
  onPageRestored(guard(() => gate.resume()));
  onWorthRetrying(
    guard(() => {
      gate.recheck();
      sender.retryNow();
      return gate.maySend() ? adoption.adopt() : undefined;
    }),
  );

  const track = createTrack({
    clock,
    readPage,
    newEventId,
    report,
    whenUserDataKnown: userData.whenKnown,
    next(call, outcome) {
      takeNote("called", call.eventId, call.eventName);
      burst.add({ call, outcome });
    },
  });
  return { track, decide: gate.decide, mayStore: gate.mayStore, settings, storeRest: outbox.storeRest };
}
