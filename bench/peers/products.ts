/** One tag of the comparison, and how a page starts it and calls it. */
export interface Product {
  /** Its npm package. */
  name: string;
  version: string;
  /** File of the package that browsers get, or the module to bundle for them. */
  file: string;
  /** Whether `file` is a module: it is bundled and minified then, with its exports in this global. */
  bundledAs?: string;
  /** Page code before the tag: its settings, in the form of its own snippet. `server` is where it may send to. */
  before(server: string): string;
  /** Page code that starts it, for a tag that does not start by itself. */
  start?(server: string): string;
  /** Page code: whether it has started and sends. */
  isReady: string;
  /** Page code: a function of a number that sends one Purchase. */
  call: string;
}

/** The event is the same for all; `order_id` tells one from another. */
const PARAMETERS = '{ value: 40, currency: "EUR", order_id: "order-" + n }';

/** Ours, as it is built; `version` is filled in from the manifest. */
export const OURS: Product = {
  name: "pixelflow",
  version: "",
  file: "dist/pixelflow.js",
  before: (server) =>
    `window.pixelFlow = { siteId: "shop", apiKey: "key", apiEndpoint: "${server}/event", consentMode: "off" };`,
  isReady: "!!window.pixelFlow.utils",
  call: `(n) => pixelFlow.trackEvent("Purchase", ${PARAMETERS})`,
};

/** What loading any script costs. */
export const EMPTY: Product = { name: "", version: "", file: "", before: () => "", isReady: "true", call: "" };

/** The others, each at a version that was tried and with its own defaults; only the address they send to is changed. */
export const PEERS: readonly Product[] = [
  {
    name: "@segment/analytics-next",
    version: "1.84.3",
    file: "dist/umd/standalone.js",
    before: (server) => `window.analytics = Object.assign([], { _writeKey: "key", _cdn: "${server}" });`,
    isReady: "!!window.analytics.initialized",
    call: `(n) => analytics.track("Purchase", ${PARAMETERS})`,
  },
  {
    name: "posthog-js",
    version: "1.449.2",
    file: "dist/array.js",
    before: (server) =>
      `window.posthog = Object.assign([], { __SV: 1, _i: [["key", { api_host: "${server}" }, "posthog"]] });`,
    isReady: "!!window.posthog.__loaded",
    call: `(n) => posthog.capture("Purchase", ${PARAMETERS})`,
  },
  {
    name: "mixpanel-browser",
    version: "2.83.0",
    file: "dist/mixpanel.min.js",
    before: (server) =>
      `window.mixpanel = Object.assign([], { __SV: 1.2, people: [], _i: [["key", { api_host: "${server}" }, "mixpanel"]] });`,
    isReady: "!!window.mixpanel.__loaded",
    call: `(n) => mixpanel.track("Purchase", ${PARAMETERS})`,
  },
  {
    name: "@plausible-analytics/tracker",
    version: "0.4.6",
    file: "plausible.js",
    bundledAs: "plausibleTracker",
    before: () => "",
    start: (server) =>
      `plausibleTracker.init({ domain: "shop.example", endpoint: "${server}/api/event", captureOnLocalhost: true });`,
    isReady: "!!window.plausibleTracker",
    call: `(n) => plausibleTracker.track("Purchase", { props: { order_id: "order-" + n }, revenue: { amount: 40, currency: "EUR" } })`,
  },
];
