import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import type { Config } from "../config.ts";
import { createAllSignals } from "./all-signals.ts";
import { createSignalReader } from "./read-signals.ts";

const CONFIG: Config = { siteId: "shop", apiKey: "key", apiEndpoint: "https://ingest.example/event" };

/** All signals of a page whose window this is. */
function open(
  host: object,
  { cookies = {}, fired = [], ...rest }: { cookies?: Record<string, string>; fired?: string[] } & Partial<Config> = {},
  isTrackingUnwanted = false,
) {
  let rechecks = 0;
  const read = createSignalReader(
    createAllSignals({ ...CONFIG, ...rest }, () => isTrackingUnwanted),
    {
      host,
      fired: new Set(fired),
      readCookie: (name) => cookies[name],
      recheck: () => {
        rechecks++;
      },
    },
  );
  return { read, rechecks: () => rechecks };
}

/** What they say, in short: `granted by …`, `denied by …`, `undecided: …`, or nothing. */
function say(read: ReturnType<typeof open>["read"]): string {
  const { verdict: said, undecided } = read();
  if (said) return `${said.state} by ${said.source}`;
  return undecided.length ? `undecided: ${undecided}` : "nothing";
}

/** What `gtag` puts into the data layer: its `arguments`. */
const layer = (...calls: unknown[][]) => ({
  dataLayer: calls.map((call): unknown => ({ ...call, length: call.length })),
});
const ads = (value: string, more: object = {}) => ({ ad_storage: value, ad_user_data: value, ...more });

/** A listener-based platform that calls back at once with these, one after the other. */
const telling =
  (...told: unknown[]) =>
  (...call: unknown[]) => {
    const callback = call.pop() as (one: unknown) => void;
    for (const one of told) callback(one);
  };
const tcf = (eventStatus: string, consents: object, gdprApplies = true) => ({
  __tcfapi: telling({ eventStatus, gdprApplies, purpose: { consents } }),
});
const gpp = (signalStatus: string, parsedSections: object) => ({
  __gpp: telling({ pingData: { signalStatus, parsedSections } }),
});
const cookieYes = (isUserActionCompleted: unknown, advertisement: unknown) => ({
  getCkyConsent: () => ({ isUserActionCompleted, categories: { advertisement } }),
});
const cookiebot = (hasResponse: unknown, marketing: unknown) => ({
  Cookiebot: { hasResponse, consent: { marketing } },
});
const oneTrust = (isClosed: boolean, groups: string) => ({
  OneTrust: { IsAlertBoxClosed: () => isClosed },
  OnetrustActiveGroups: groups,
});
const usercentrics = (isConsentRequired: boolean, services: [name: string, category: string, status: unknown][]) => ({
  UC_UI: {
    isInitialized: () => true,
    isConsentRequired: () => isConsentRequired,
    getServicesBaseInfo: () =>
      services.map(([name, categorySlug, status]) => ({ name, categorySlug, consent: { status } })),
  },
});
const osano = (marketing: string, isSaved: boolean) => ({
  Osano: {
    cm: { getConsent: () => ({ MARKETING: marketing }), addEventListener: telling(...(isSaved ? [undefined] : [])) },
  },
});
const iubenda = (preferences: unknown) => ({
  _iub: { csConfiguration: { callback: {} }, cs: { api: { getPreferences: () => preferences } } },
});
const shopify = (isAllowed: boolean, marketing: string) => ({
  Shopify: {
    customerPrivacy: { marketingAllowed: () => isAllowed, currentVisitorConsent: () => ({ marketing }) },
  },
});
const category = (name: string, answer: boolean) => ({ [name]: (asked: string) => asked === "marketing" && answer });
const wp = (answer: boolean) => ({ ...category("wp_has_consent", answer), wp_consent_type: "optin" });

const ROWS: [what: string, host: object, said: string, page?: Parameters<typeof open>[1]][] = [
  ["no platform", {}, "nothing"],

  ["consent mode: other entries", layer(["js", new Date()], ["config", "G-1"]), "nothing"],
  ["consent mode: a default", layer(["consent", "default", ads("granted")]), "undecided: gcm"],
  [
    "consent mode: updated",
    layer(["consent", "default", ads("denied")], ["consent", "update", ads("granted")]),
    "granted by gcm",
  ],
  [
    "consent mode: one of two",
    layer(["consent", "update", { ad_storage: "granted", ad_user_data: "denied" }]),
    "denied by gcm",
  ],
  ["consent mode: half an update", layer(["consent", "update", { ad_storage: "granted" }]), "undecided: gcm"],
  [
    "consent mode: a region's grant",
    layer(
      ["consent", "default", ads("denied")],
      ["consent", "default", ads("granted", { region: ["US"] })],
      ["consent", "update", {}],
    ),
    "denied by gcm",
  ],
  [
    "consent mode: odd entries before",
    { dataLayer: [null, 1, "consent", ...layer(["consent", "update", ads("granted")]).dataLayer] },
    "granted by gcm",
  ],

  ["TCF: its stub", { __tcfapi: telling() }, "undecided: api"],
  ["TCF: open", tcf("cmpuishown", {}), "undecided: api"],
  ["TCF: kept", tcf("tcloaded", { 1: true }), "granted by api"],
  ["TCF: chosen", tcf("useractioncomplete", { 1: true }), "granted by api"],
  ["TCF: refused", tcf("useractioncomplete", {}), "denied by api"],
  ["TCF: truthy is not true", tcf("useractioncomplete", { 1: "yes" }), "denied by api"],
  ["TCF: all the site's purposes", tcf("tcloaded", { 1: true, 4: true }), "granted by api", { tcfPurposes: "1,4" }],
  ["TCF: not all of them", tcf("tcloaded", { 1: true }), "denied by api", { tcfPurposes: "1,4" }],
  ["TCF: no GDPR here", tcf("tcloaded", {}, false), "granted by api"],
  ["TCF: nothing told", { __tcfapi: telling(null) }, "undecided: api"],

  ["GPP: its stub", { __gpp: telling() }, "undecided: api"],
  ["GPP: not ready", gpp("not ready", { usnat: { SaleOptOut: 2 } }), "undecided: api"],
  ["GPP: nothing opted out", gpp("ready", { usnat: { SaleOptOut: 2, SharingOptOut: 0 } }), "granted by api"],
  ["GPP: opted out", gpp("ready", { usca: { SaleOptOut: 1 } }), "denied by api"],
  ["GPP: opted out in a segment", gpp("ready", { usnat: [{ Version: 1 }, { SharingOptOut: 1 }] }), "denied by api"],
  ["GPP: states Global Privacy Control", gpp("ready", { usnat: [{ SaleOptOut: 2 }, { Gpc: true }] }), "denied by api"],
  ["GPP: no section speaks of it", gpp("ready", { tcfeuv2: { Version: 2 } }), "undecided: api"],

  ["CookieYes: open", cookieYes(false, true), "undecided: cookieyes"],
  ["CookieYes: accepted", cookieYes(true, true), "granted by cookieyes"],
  ["CookieYes: refused", cookieYes(true, false), "denied by cookieyes"],
  ["CookieYes: another form", cookieYes("true", 1), "undecided: cookieyes"],

  ["Cookiebot: open", cookiebot(false, false), "undecided: cookiebot"],
  ["Cookiebot: accepted", cookiebot(true, true), "granted by cookiebot"],
  ["Cookiebot: refused", cookiebot(true, false), "denied by cookiebot"],
  ["Cookiebot: another form", cookiebot(true, "yes"), "undecided: cookiebot"],

  ["Complianz: open", category("cmplz_has_consent", false), "undecided: complianz"],
  [
    "Complianz: accepted",
    category("cmplz_has_consent", true),
    "granted by complianz",
    { cookies: { cmplz_marketing: "allow" } },
  ],
  ["Complianz: nobody has to be asked", category("cmplz_has_consent", true), "granted by complianz"],
  [
    "Complianz: refused",
    category("cmplz_has_consent", false),
    "denied by complianz",
    { cookies: { cmplz_marketing: "deny" } },
  ],
  [
    "Complianz: refused on this page",
    category("cmplz_has_consent", false),
    "denied by complianz",
    { fired: ["cmplz_revoke"] },
  ],
  [
    "Complianz: a cookie of old and a new banner",
    category("cmplz_has_consent", false),
    "undecided: complianz",
    { cookies: { cmplz_marketing: "allow" } },
  ],
  ["Complianz: its cookie alone", {}, "nothing", { cookies: { cmplz_marketing: "allow" } }],

  ["WP Consent API: no type yet", category("wp_has_consent", true), "nothing"],
  ["WP Consent API: open", wp(false), "undecided: api"],
  ["WP Consent API: accepted", wp(true), "granted by api"],
  ["WP Consent API: refused", wp(false), "denied by api", { cookies: { wp_consent_marketing: "deny" } }],
  ["WP Consent API: refused on this page", wp(false), "denied by api", { fired: ["wp_listen_for_consent_change"] }],

  ["OneTrust: open", oneTrust(false, ",C0001,C0004,"), "undecided: onetrust"],
  ["OneTrust: accepted", oneTrust(true, ",C0001,C0004,"), "granted by onetrust"],
  ["OneTrust: refused", oneTrust(true, ",C0001,"), "denied by onetrust"],
  ["OneTrust: a longer group", oneTrust(true, ",C00041,"), "denied by onetrust"],
  ["OneTrust: the site's own group", oneTrust(true, "1,4"), "granted by onetrust", { oneTrustGroup: "4" }],

  ["Usercentrics: open", usercentrics(true, [["Facebook Pixel", "marketing", true]]), "undecided: api"],
  [
    "Usercentrics: Meta accepted",
    usercentrics(false, [
      ["Facebook Pixel", "marketing", true],
      ["Other", "marketing", false],
    ]),
    "granted by api",
  ],
  [
    "Usercentrics: Meta refused",
    usercentrics(false, [
      ["Meta Pixel", "marketing", false],
      ["Other", "marketing", true],
    ]),
    "denied by api",
  ],
  [
    "Usercentrics: the category",
    usercentrics(false, [
      ["Metabase", "functional", true],
      ["Other", "marketing", false],
    ]),
    "denied by api",
  ],
  ["Usercentrics: none of it", usercentrics(false, [["Other", "functional", true]]), "undecided: api"],

  ["Osano: open", osano("DENY", false), "undecided: api"],
  ["Osano: accepted", osano("ACCEPT", false), "granted by api"],
  ["Osano: refused", osano("DENY", true), "denied by api"],

  ["iubenda: open", iubenda({}), "undecided: api"],
  ["iubenda: accepted", iubenda({ consent: false, purposes: { 5: true } }), "granted by api"],
  ["iubenda: refused", iubenda({ consent: true, purposes: { 5: false } }), "denied by api"],
  ["iubenda: all at once", iubenda({ consent: true }), "granted by api"],

  ["Termly: open", { Termly: { getConsentState: () => undefined } }, "nothing"],
  ["Termly: accepted", { Termly: { getConsentState: () => ({ advertising: true }) } }, "granted by api"],
  ["Termly: refused", { Termly: { getConsentState: () => ({ advertising: false }) } }, "denied by api"],

  ["CookieFirst: open", { CookieFirst: { consent: null } }, "nothing"],
  ["CookieFirst: accepted", { CookieFirst: { consent: { advertising: true } } }, "granted by api"],
  ["CookieFirst: refused", { CookieFirst: { consent: { advertising: false } } }, "denied by api"],

  ["Shopify: open", shopify(false, ""), "undecided: api"],
  ["Shopify: accepted", shopify(true, "yes"), "granted by api"],
  ["Shopify: refused", shopify(false, "no"), "denied by api"],
  ["Shopify: refused on this page", shopify(false, ""), "denied by api", { fired: ["visitorConsentCollected"] }],

  ["two agree", { ...cookiebot(true, true), ...oneTrust(true, ",C0004,") }, "granted by cookiebot"],
  ["who refuses is heard", { ...cookiebot(true, true), ...oneTrust(true, ",") }, "denied by onetrust"],
  ["who has decided is heard", { ...cookiebot(false, false), ...oneTrust(true, ",C0004,") }, "granted by onetrust"],
];

test("each platform's answer is read as it gives it", () => {
  for (const [what, host, said, page] of ROWS) assert.equal(say(open(host, page).read), said, what);
});

test("what a platform that answers by promises or callbacks says later is read then, and all are read again", async () => {
  const state = { isRequired: true, marketing: "ALL_DENIED" };
  const __ucCmp = {
    isConsentRequired: async () => state.isRequired,
    getConsentDetails: async () => ({ categories: { marketing: { state: state.marketing } } }),
  };
  const { read, rechecks } = open({ __ucCmp });
  const look = async () => {
    read();
    await setImmediate();
    return say(read);
  };
  assert.equal(await look(), "undecided: api");
  state.isRequired = false;
  assert.equal(await look(), "denied by api");
  state.marketing = "ALL_ACCEPTED";
  assert.equal(await look(), "granted by api");
  assert.equal(rechecks(), 2);
});

test("a listener is set once, gets every news, and is set again at whoever takes the place", () => {
  const listeners: ((told: object) => void)[] = [];
  const api = () => (_command: string, _version: number, callback: (told: object) => void) => listeners.push(callback);
  const host = { __tcfapi: api() };
  const { read, rechecks } = open(host);
  read();
  read();
  assert.equal(listeners.length, 1);
  const tell = (n: number, consents: object) =>
    listeners[n]?.({ eventStatus: "useractioncomplete", gdprApplies: true, purpose: { consents } });
  tell(0, { 1: true });
  assert.deepEqual([say(read), rechecks()], ["granted by api", 1]);
  tell(0, {});
  assert.deepEqual([say(read), rechecks()], ["denied by api", 2]);
  host.__tcfapi = api();
  assert.equal(say(read), "undecided: api");
  tell(1, { 1: true });
  assert.equal(say(read), "granted by api");
});

test("one that throws until it is ready is asked again", () => {
  let isReady = false;
  const granting = tcf("tcloaded", { 1: true }).__tcfapi;
  const { read } = open({
    __tcfapi(...call: unknown[]) {
      if (!isReady) throw new Error("not yet");
      granting(...call);
    },
  });
  assert.equal(say(read), "nothing");
  isReady = true;
  assert.equal(say(read), "granted by api");
});

test("iubenda's own callback stays, and a visitor who need not be asked is no refusal", () => {
  const theirs: unknown[] = [];
  const callback = { onPreferenceExpressedOrNotNeeded: (given: unknown) => theirs.push(given) };
  const { read, rechecks } = open({ _iub: { csConfiguration: { callback }, cs: { consent: {}, api: {} } } });
  assert.equal(say(read), "undecided: api");
  callback.onPreferenceExpressedOrNotNeeded(null);
  assert.deepEqual([say(read), theirs, rechecks()], ["granted by api", [null], 1]);
});

test("Google's tag may forget what it has read", () => {
  const host = layer(["consent", "update", ads("granted")]);
  const { read } = open(host);
  assert.equal(say(read), "granted by gcm");
  host.dataLayer.splice(0);
  assert.equal(say(read), "granted by gcm");
  host.dataLayer.push(...layer(["consent", "update", ads("denied")]).dataLayer);
  assert.equal(say(read), "denied by gcm");
});

test("Do Not Track refuses where the site says so, and nowhere else", () => {
  assert.equal(say(open({}, { doNotTrack: "deny" }, true).read), "denied by api");
  assert.equal(say(open({}, { doNotTrack: "deny" }, false).read), "nothing");
  assert.equal(say(open({}, {}, true).read), "nothing");
  assert.equal(say(open({}, { doNotTrack: "ignore" }, true).read), "nothing");
});

const NAMES = [
  ...["dataLayer", "__tcfapi", "__gpp", "getCkyConsent", "Cookiebot", "cmplz_has_consent", "wp_consent_type"],
  ...["wp_has_consent", "OneTrust", "OnetrustActiveGroups", "UC_UI", "__ucCmp", "Osano", "_iub", "Termly"],
  ...["CookieFirst", "Shopify"],
];
const throwing = new Proxy(() => {}, {
  get() {
    throw new TypeError("not for you");
  },
  getOwnPropertyDescriptor() {
    throw new TypeError("not for you");
  },
  apply() {
    throw new TypeError("not for you");
  },
});
/** Has every property, and each of them is itself: everything is truthy and nothing is true. */
const everything: object = new Proxy(() => everything, {
  get: (_target, name) => (name === "then" || typeof name === "symbol" ? undefined : everything),
  getOwnPropertyDescriptor: () => ({ configurable: true, value: everything }),
  apply: () => everything,
});

/** Whatever a page may have put there, but for the one value that means yes. */
const hostile: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(
      undefined,
      null,
      0,
      1,
      "true",
      "yes",
      "granted",
      Symbol.iterator,
      1n,
      throwing,
      everything,
      false,
    ),
    fc.string(),
    fc.array(tie("any"), { maxLength: 4 }),
    tie("any").map((value) => () => value),
    tie("any").map((value) => (...call: unknown[]) => {
      const callback = call.pop();
      if (typeof callback === "function") callback(value);
      throw value;
    }),
    fc.dictionary(
      fc.constantFrom(
        ...["consent", "marketing", "hasResponse", "cm", "cs", "api", "categories", "purpose", "purposes", "consents"],
        ...["pingData", "signalStatus", "parsedSections", "eventStatus", "isInitialized", "getServicesBaseInfo"],
        ...["getConsent", "addEventListener", "csConfiguration", "callback", "getPreferences", "getConsentState"],
        ...[
          "customerPrivacy",
          "loadFeatures",
          "marketingAllowed",
          "isConsentRequired",
          "getConsentDetails",
          "0",
          "1",
          "2",
          "5",
        ],
      ),
      tie("any"),
    ),
    fc.constant(null).map(() =>
      Object.defineProperty({}, "consent", {
        get: () => {
          throw new Error("not yet");
        },
      }),
    ),
  ),
})).any;

test("whatever stands under the platforms' names, reading never throws and never makes a grant of it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...NAMES), hostile), async (host) => {
      const { read } = open(host, { fired: ["visitorConsentCollected", "cmplz_revoke"] });
      for (let n = 0; n < 2; n++) {
        assert.notEqual(read().verdict?.state, "granted");
        await null;
      }
    }),
    { numRuns: 2000 },
  );
});
