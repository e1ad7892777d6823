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
  /** What its maker would want said beside its numbers: a choice that they show rather than a fault. */
  note?: string;
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

/** What loading any script, and calling any function, costs. */
export const EMPTY: Product = { name: "", version: "", file: "", before: () => "", isReady: "true", call: "() => {}" };

/**
 * The others, each at a version that was tried and with its own defaults; only the address they send to is changed, and
 * a limit that would have calls refused on purpose.
 */
export const PEERS: readonly Product[] = [
  {
    name: "@segment/analytics-next",
    version: "1.84.3",
    file: "dist/umd/standalone.js",
    // Its own snippet ends with the call that tells of the page's view; of the others, those that tell of it do so unasked.
    before: (server) => `window.analytics = Object.assign([["page"]], { _writeKey: "key", _cdn: "${server}" });`,
    isReady: "!!window.analytics.initialized",
    call: `(n) => analytics.track("Purchase", ${PARAMETERS})`,
    note: "sends each event by a request of its own unless its option `deliveryStrategy` asks for batches. It is the core that a site's destinations are loaded into.",
  },
  {
    name: "posthog-js",
    version: "1.449.2",
    file: "dist/array.js",
    before: (server) =>
      `window.posthog = Object.assign([], { __SV: 1, _i: [["key", { api_host: "${server}", rate_limiting: { events_per_second: 10_000 } }, "posthog"]] });`,
    isReady: "!!window.posthog.__loaded",
    call: `(n) => posthog.capture("Purchase", ${PARAMETERS})`,
    note: "drops calls beyond 100 at once and 10 a second, so that a runaway loop floods nobody; its option `rate_limiting` is raised here, so that delivery is what is measured. It gathers events for three seconds, and brings autocapture and feature flags along.",
  },
  {
    name: "mixpanel-browser",
    version: "2.83.0",
    file: "dist/mixpanel.min.js",
    before: (server) =>
      `window.mixpanel = Object.assign([], { __SV: 1.2, people: [], _i: [["key", { api_host: "${server}" }, "mixpanel"]] });`,
    isReady: "!!window.mixpanel.__loaded",
    call: `(n) => mixpanel.track("Purchase", ${PARAMETERS})`,
    note: "gathers events for five seconds and sends up to 50 in a request.",
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
    note: "sends each event at once by a keepalive request of its own and keeps none to try again. Browsers let 64 KiB of such requests be under way at a time, Chromium a few hundred of them, and refuse the rest.",
  },
];
