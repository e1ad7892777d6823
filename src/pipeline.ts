import { findCookieDomain } from "./browser/cookie-domain.ts";
import { readCookie, removeCookie, writeCookie } from "./browser/cookies.ts";
import { loadScript, type ScriptUrlPolicy } from "./browser/load-script.ts";
import { createMetaPixel } from "./browser/meta-pixel.ts";
import { createNet } from "./browser/net.ts";
import { createOwnership } from "./browser/ownership.ts";
import { readLanguages, readPage, whenActivated } from "./browser/page.ts";
import { onPageLeave, onPageRestored, onWorthRetrying } from "./browser/page-life.ts";
import { newEventId, random } from "./browser/random.ts";
import { createStorage } from "./browser/storage.ts";
import { createUserDataWait } from "./capture/await-user-data.ts";
import { createBurst } from "./capture/burst.ts";
import { createTrack, type Track } from "./capture/track.ts";
import type { Config } from "./config.ts";
import { createGate, type Gate } from "./consent/gate.ts";
import type { Guard } from "./guard.ts";
import { createIdentity } from "./identity/identity.ts";
import { prepareCustomerData } from "./prepare/customer-data.ts";
import { toEnvelope } from "./prepare/envelope.ts";
import { readUserData } from "./prepare/resolve-user-data.ts";
import { sha256 } from "./prepare/sha256.ts";
import type { Report } from "./report.ts";
import { createAdoption } from "./send/adopt.ts";
import { createLossReport } from "./send/loss-report.ts";
import { createOutbox, MAX_OUTBOX_BYTES, MAX_OUTBOX_EVENTS } from "./send/outbox.ts";
import { createSender } from "./send/sender.ts";
import { createSlots } from "./send/slots.ts";
import type { Clock, PendingCall } from "./types.ts";
import { cutPersonal } from "./wire/cut-personal.ts";

/** Prefixes of our keys in local storage; the site's id follows, since two sites may share an origin. */
const OUTBOX_PREFIX = "_pf_outbox:";
const LOSSES_PREFIX = "_pf_losses:";

/** The built pipeline: its entrance, and a hint from outside that there may be room in storage now. */
export interface Pipeline {
  track: Track;
  decide: Gate["decide"];
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
  policy,
}: {
  config: Config;
  clock: Clock;
  guard: Guard;
  report: Report;
  /** The snippet's, where the page enforces Trusted Types. */
  policy: ScriptUrlPolicy | undefined;
}): Pipeline {
  // This page's name among the site's open pages.
  const owner = newEventId();
  const store = createStorage();
  const ownership = createOwnership(store, clock);
  const site = encodeURIComponent(config.siteId);
  const slots = createSlots(store, `${OUTBOX_PREFIX}${site}:`);
  const losses = createLossReport(store, LOSSES_PREFIX + site);
  const { outboxEvents = MAX_OUTBOX_EVENTS, outboxBytes = MAX_OUTBOX_BYTES, metaPixelIds = [] } = config;
  const limits = { maxEvents: outboxEvents, maxBytes: outboxBytes };
  const outbox = createOutbox({ slots, owner, limits, onLoss: losses.count });
  const sender = createSender({
    guard,
    config,
    outbox,
    net: createNet(() => identity.domain()),
    clock,
    random,
    report,
    losses,
  });
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

  const identity = createIdentity({
    siteId: config.siteId,
    readCookie,
    writeCookie,
    removeCookie,
    findCookieDomain,
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
  const pixel = createMetaPixel({ ids: metaPixelIds, guard, loadScript: (url) => loadScript(url, policy) });
  const firePixel = guard(pixel.fire, undefined);
  const gate = createGate({
    next(calls, consent) {
      const languages = readLanguages();
      // What comes here consent has allowed.
      const known = identity.recognize(calls.map(({ call }) => call));
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
      if (metaPixelIds.length > 0) for (const { envelope } of prepared) firePixel(envelope);
    },
  });
  const burst = createBurst<PendingCall>(clock, gate.pass);
  const userData = createUserDataWait({ read: readUserData, clock });

  // A page that the browser prepares but nobody sees neither stores nor sends anything.
  whenActivated(
    guard(() => {
      try {
        ownership.hold(owner, guard(takeOver, Promise.resolve()));
      } finally {
        burst.open();
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
  return { track, decide: gate.decide, storeRest: outbox.storeRest };
}
