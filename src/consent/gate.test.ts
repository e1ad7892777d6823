import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConsentMode } from "../config.ts";
import { pickCrowdedOut } from "../send/pick-crowded-out.ts";
import type { SiteSettings } from "../settings.ts";
import { createFakeClock } from "../test-support/fake-clock.ts";
import type { PendingCall } from "../types.ts";
import type { BlockedRow } from "../wire/bodies.ts";
import type { Consent } from "../wire/event.ts";
import type { Decision } from "./consent-cookies.ts";
import { createGate } from "./gate.ts";
import type { SignalSummary } from "./read-signals.ts";

const START = 1_757_000_000_000;
const SILENCE: SignalSummary = { undecided: [] };
const yes = (source = "cookiebot"): SignalSummary => ({ verdict: { state: "granted", source }, undecided: [] });
const no = (source = "cookiebot"): SignalSummary => ({ verdict: { state: "denied", source }, undecided: [] });

/** A page behind its gate; everything that the gate does to the rest is written down in `log`. */
function openPage({
  mode,
  settings,
  cookie,
  isControlled = false,
}: {
  mode?: ConsentMode;
  settings?: Partial<SiteSettings>;
  cookie?: Decision;
  isControlled?: boolean;
} = {}) {
  const clock = createFakeClock(START);
  const log: string[] = [];
  const page = {
    signals: SILENCE,
    cookie,
    waitingBy: undefined as string | undefined,
    rows: [] as BlockedRow[],
    sent: [] as { name: string; consent: Consent | undefined; isIdentified: boolean }[],
    /** What the page's own promises said, by event. */
    told: new Map<string, boolean>(),
    log,
  };
  const listeners: ((settings: SiteSettings) => void)[] = [];
  const warnings: string[] = [];
  const gate = createGate({
    config: {
      siteId: "shop",
      apiKey: "key",
      apiEndpoint: "https://ingest.example/event",
      ...(mode && { consentMode: mode }),
    },
    clock,
    report: { warn: (text) => warnings.push(text), error: (text) => warnings.push(text) },
    cookies: {
      recall: () => page.cookie,
      memorize(decision) {
        page.cookie = decision;
        log.push(`memorize ${decision.state}`);
      },
      markWaiting(by) {
        page.waitingBy = by;
      },
    },
    settings: {
      onKnown(callback) {
        listeners.push(callback);
        if (settings) callback(settings as SiteSettings);
      },
    },
    readSignals: () => page.signals,
    isPrivacyControlOn: () => isControlled,
    isEuropean: () => true,
    note: (row) => page.rows.push(row),
    pickCrowdedOut,
    next(calls, consent, isIdentified) {
      for (const { call, outcome } of calls) {
        page.sent.push({ name: call.eventName, consent, isIdentified });
        outcome.settle(true);
      }
    },
    keep(calls) {
      log.push(`keep ${calls.map(({ call }) => call.eventName)}`);
    },
    takeBack: () => log.push("take back"),
    opened: () => log.push("opened"),
    closed: (by) => log.push(`closed by ${by}`),
  });
  const toCall = (eventName: string): PendingCall => ({
    call: { eventId: eventName, eventName, customData: {}, userData: {}, at: clock.now(), url: "", referrer: "" },
    outcome: {
      stored() {},
      settle(delivered) {
        if (!page.told.has(eventName)) page.told.set(eventName, delivered);
      },
    },
  });
  return Object.assign(page, {
    gate,
    clock,
    warnings,
    track: (...names: string[]) => gate.pass(names.map(toCall)),
    learn(settings: Partial<SiteSettings>) {
      for (const listener of listeners) listener(settings as SiteSettings);
    },
    names: () => page.sent.map(({ name }) => name),
  });
}

const row = (eventType: string, reason: "denied" | "no_decision" | "gpc", consentSource?: string) => ({
  eventType,
  reason,
  ...(consentSource && { consentSource }),
});

test("nothing happens before the visitor sees the page, not even a look", () => {
  const page = openPage({ mode: "off", isControlled: true, settings: {} });
  page.track("Lead");
  page.clock.pass(60_000);
  assert.deepEqual([page.sent, page.rows, page.log, page.waitingBy], [[], [], [], undefined]);
  assert.equal(page.gate.mayStore(), false);
});

test("off: events pass at once without a decision, and platforms are not heard", () => {
  const page = openPage({ mode: "off" });
  page.signals = no();
  page.gate.begin();
  page.track("Lead");
  assert.deepEqual(page.sent, [{ name: "Lead", consent: undefined, isIdentified: true }]);
  assert.deepEqual(page.log, ["opened"]);
  assert.deepEqual(page.clock.pending(), [], "nothing to look for");
});

test("opt_in: held while unknown, with the promise kept; sent in order once granted, with the decision's time", () => {
  const page = openPage({ mode: "opt_in" });
  page.signals = { undecided: ["cookiebot"] };
  page.gate.begin();
  page.track("PageView");
  page.track("Lead", "Contact");
  assert.deepEqual([page.sent, page.log, page.waitingBy], [[], [], "cookiebot"]);
  assert.deepEqual([...page.told.values()], [true, true, true], "safe as long as the page lives");
  assert.deepEqual([page.gate.mayStore(), page.gate.maySend()], [false, false]);

  page.clock.pass(10_400);
  page.signals = yes();
  page.clock.pass(1000);
  const consent = { state: "granted", source: "cookiebot", timestamp: START + 11_000 };
  assert.deepEqual(
    page.sent,
    ["PageView", "Lead", "Contact"].map((name) => ({ name, consent, isIdentified: true })),
  );
  assert.deepEqual([page.log, page.waitingBy], [["memorize granted", "opened"], undefined]);
  assert.deepEqual(page.cookie, consent);
});

test("a refusal closes, tells of each event once and answers no", () => {
  const page = openPage({ mode: "opt_in" });
  page.gate.begin();
  page.track("PageView");
  page.signals = no();
  page.gate.recheck();
  page.track("Lead");
  assert.deepEqual(page.rows, [row("PageView", "denied", "cookiebot"), row("Lead", "denied", "cookiebot")]);
  assert.deepEqual(
    [page.sent, page.told.get("Lead"), page.log],
    [[], false, ["memorize denied", "closed by cookiebot"]],
  );
  page.gate.finish();
  assert.equal(page.rows.length, 2);
});

test("a withdrawal closes within a second, and another grant opens again", () => {
  const page = openPage({ mode: "opt_in" });
  page.signals = yes();
  page.gate.begin();
  page.track("Lead");
  page.signals = no();
  page.clock.pass(1000);
  page.track("Contact");
  page.signals = yes();
  page.clock.pass(1000);
  page.track("Purchase");
  assert.deepEqual(page.names(), ["Lead", "Purchase"]);
  assert.deepEqual(page.rows, [row("Contact", "denied", "cookiebot")]);
  assert.deepEqual(page.log, [
    "memorize granted",
    "opened",
    "memorize denied",
    "closed by cookiebot",
    "memorize granted",
    "opened",
  ]);
});

test("a decision is written down once: who clears the cookie is not overruled by the page that knew it", async () => {
  const page = openPage({ mode: "opt_in" });
  page.gate.begin();
  await page.gate.decide("revoke");
  page.cookie = undefined;
  page.clock.pass(2000);
  page.gate.finish();
  assert.equal(page.cookie, undefined);
  page.track("Lead");
  assert.deepEqual(page.rows, [row("Lead", "denied", "api")], "on the page itself it holds");
  page.clock.pass(1);
  await page.gate.decide("revoke");
  assert.equal((page.cookie as Decision | undefined)?.state, "denied", "said anew it is written anew");
});

test("who asks every second for ten minutes then waits for a hint", () => {
  const page = openPage({ mode: "opt_in" });
  page.gate.begin();
  page.track("Lead");
  page.clock.pass(11 * 60_000);
  assert.deepEqual(page.clock.pending(), []);
  page.signals = yes();
  page.gate.recheck();
  assert.deepEqual(page.names(), ["Lead"]);
});

test("the page's own word outranks the platforms, and holds on the next page", async () => {
  const page = openPage({ mode: "opt_in" });
  page.signals = no();
  const early = page.gate.decide("grant");
  page.gate.begin();
  assert.equal(await early, true);
  page.track("Lead");
  assert.deepEqual(page.sent[0]?.consent, { state: "granted", source: "api", timestamp: START });
  assert.equal(await page.gate.decide("revoke"), true);
  page.track("Contact");
  assert.deepEqual(page.names(), ["Lead"]);
  assert.deepEqual(page.cookie, { state: "denied", source: "api", timestamp: START });

  const next = openPage({ mode: "opt_in", cookie: page.cookie as Decision });
  next.gate.begin();
  next.track("Lead");
  assert.deepEqual(next.rows, [row("Lead", "denied", "cache")]);
});

test("any other word changes nothing and says what to write", async () => {
  const page = openPage({ mode: "opt_in" });
  page.gate.begin();
  for (const word of ["granted", undefined, true, {}]) assert.equal(await page.gate.decide(word), false);
  assert.deepEqual([page.cookie, page.log, page.warnings.length], [undefined, [], 4]);
  assert.match(page.warnings[0] ?? "", /write pixelFlow\.consent\("grant"\) or pixelFlow\.consent\("revoke"\)/);
});

test("a kept decision holds from the first moment, with its own time", () => {
  const cookie: Decision = { state: "granted", source: "onetrust", timestamp: START - 5000 };
  const page = openPage({ mode: "opt_in", cookie });
  page.gate.begin();
  page.track("PageView");
  // The same banner, which only now has loaded, says the same.
  page.signals = yes("onetrust");
  page.track("Lead");
  assert.deepEqual(
    page.sent.map(({ consent }) => consent),
    [
      { state: "granted", source: "cache", timestamp: START - 5000 },
      { state: "granted", source: "onetrust", timestamp: START - 5000 },
    ],
  );
  assert.deepEqual(page.log, ["opened"], "nothing new to keep");
});

test("a platform that asks again voids the grant that came from it", () => {
  const page = openPage({ mode: "opt_in", cookie: { state: "granted", source: "onetrust", timestamp: START - 5000 } });
  page.signals = { undecided: ["onetrust"] };
  page.gate.begin();
  page.track("Lead");
  assert.deepEqual([page.sent, page.waitingBy], [[], "onetrust"]);
});

test("another tab's younger decision holds here, and this tab's newest again there", () => {
  const page = openPage({ mode: "opt_in" });
  page.signals = yes();
  page.gate.begin();
  page.clock.pass(5000);
  page.cookie = { state: "denied", source: "cookiebot", timestamp: START + 4000 };
  assert.equal(page.gate.maySend(), false, "before anything more is sent");
  assert.deepEqual(page.log.slice(-1), ["closed by cache"]);
  page.signals = SILENCE;
  page.gate.recheck();
  page.signals = yes();
  page.gate.recheck();
  assert.equal(page.gate.maySend(), true);
  assert.deepEqual(page.cookie, { state: "granted", source: "cookiebot", timestamp: START + 5000 });
});

test("at most twenty wait: PageViews go first, then the oldest, Purchases last; each is told of", () => {
  const page = openPage({ mode: "opt_in" });
  page.gate.begin();
  page.track("Purchase", ...Array.from({ length: 21 }, (_, n) => `Lead${n}`), "PageView");
  assert.deepEqual(
    page.rows.map(({ eventType }) => eventType),
    ["PageView", "Lead0", "Lead1"],
  );
  assert.deepEqual(
    [page.told.get("PageView"), page.told.get("Lead1"), page.told.get("Purchase")],
    [false, false, true],
  );
  page.signals = yes();
  page.gate.recheck();
  assert.deepEqual(page.names(), ["Purchase", ...Array.from({ length: 19 }, (_, n) => `Lead${n + 2}`)]);
});

test("left undecided: a row for each event, once", () => {
  const page = openPage({ mode: "opt_in" });
  page.signals = { undecided: ["cookieyes"] };
  page.gate.begin();
  page.track("PageView", "Lead");
  page.gate.finish();
  page.gate.resume();
  page.gate.finish();
  assert.deepEqual(page.rows, [row("PageView", "no_decision", "cookieyes"), row("Lead", "no_decision", "cookieyes")]);
  assert.deepEqual([page.sent, page.log], [[], []]);
});

test("Global Privacy Control comes before all, in every mode", async () => {
  for (const mode of ["off", "opt_in", "opt_out"] as const) {
    const cookie: Decision = { state: "granted", source: "api", timestamp: START - 1 };
    const page = openPage({ mode, settings: {}, isControlled: true, cookie });
    page.signals = yes();
    page.gate.begin();
    page.track("Lead");
    assert.equal(await page.gate.decide("grant"), false, mode);
    assert.deepEqual([page.rows, page.sent], [[row("Lead", "gpc")], []], mode);
    assert.equal(page.gate.maySend(), false);
  }
});

test("Global Privacy Control waits for the settings, in which the operator may have turned it off", () => {
  for (const mode of ["off", "opt_in"] as const) {
    const cookie: Decision = { state: "granted", source: "api", timestamp: START - 1 };
    const page = openPage({ mode, isControlled: true, cookie });
    page.gate.begin();
    page.track("Lead");
    assert.deepEqual([page.log, page.sent, page.rows, page.gate.mayStore()], [[], [], [], false], mode);
    page.learn({ globalPrivacyControl: "ignore" });
    assert.deepEqual([page.log, page.names(), page.rows], [["opened"], ["Lead"], []], mode);
  }
  const left = openPage({ mode: "off", isControlled: true });
  left.gate.begin();
  left.track("Lead");
  left.gate.finish();
  assert.deepEqual(left.rows, [row("Lead", "gpc")]);
});

test("opt_out: events flow and say so; a refusal waits for the settings, which may have it limited", () => {
  const page = openPage({ mode: "opt_out" });
  page.gate.begin();
  page.track("PageView");
  assert.deepEqual(page.sent[0]?.consent, { state: "unknown", source: "api", mode: "opt_out" });
  page.signals = no();
  page.track("Lead");
  assert.deepEqual([page.names(), page.rows, page.gate.maySend()], [["PageView"], [], false]);
  page.learn({ limitOptOuts: true });
  assert.deepEqual(page.sent[1], {
    name: "Lead",
    consent: { state: "denied", source: "cookiebot", timestamp: START },
    isIdentified: false,
  });
  assert.deepEqual(page.log, ["opened", "memorize denied", "closed by cookiebot", "opened"]);
});

test("a mode that is not known yet: events are kept unsent, and pass the gate once more when it is", () => {
  for (const [consentMode, names] of [
    ["off", ["Lead"]],
    ["opt_in", []],
  ] as const) {
    const page = openPage();
    page.gate.begin();
    page.track("Lead");
    assert.deepEqual([page.log, page.told.size], [["opened", "keep Lead"], 0]);
    assert.deepEqual([page.gate.mayStore(), page.gate.maySend(), page.waitingBy], [true, false, undefined]);
    page.gate.finish();
    assert.deepEqual(page.rows, [], "stored, so not given up");
    page.gate.resume();
    page.learn({ consentMode });
    assert.equal(page.log[2], "take back");
    assert.deepEqual([page.names(), page.gate.mayStore()], [names, names.length > 0]);
    if (consentMode === "opt_in") {
      page.signals = yes();
      page.clock.pass(1000);
      assert.deepEqual(page.names(), ["Lead"]);
    }
  }
});

test("a page that comes back opens once more, since what it held was let go", () => {
  const page = openPage({ mode: "off" });
  page.gate.begin();
  page.gate.finish();
  page.gate.resume();
  assert.deepEqual(page.log, ["opened", "opened"]);
});
