import { createHash } from "node:crypto";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Site whose id and visitor give the published external id. */
export const PLUGIN_SITE = { id: "wp_0123456789abcdef0123456789abcdef", apiKey: "plugin-key" };
const VISITOR = "1757000000.123";
const EXTERNAL_ID = "1a2f975206c5c3b6bb7dcc4d941f014ccf297eb87a8da66c284227068cd68d44";

const TOUCH = {
  url: "https://shop.example/lamps",
  referrer_hostname: "www.example.org",
  utm_params: { utm_source: "newsletter", utm_medium: "email" },
  timestamp: 1757000000,
};

/** An order as WordPress knows it when its thank-you page never came; what a case says differs. */
function createOrder(changes: Record<string, unknown>): Record<string, unknown> {
  return {
    event_id: "pf-order-17-purchase",
    eventName: "Purchase",
    eventTime: Math.floor(Date.now() / 1000),
    actionSource: "website",
    siteURL: "https://shop.example/checkout/order-received/17/",
    additionalData: {
      contentName: "Desk lamp, Bulb",
      contentType: "product",
      contents: [
        { id: "lamp-1", quantity: 1, item_price: 30 },
        { id: "bulb-2", quantity: 2, item_price: 5 },
      ],
      value: 40,
      currency: "EUR",
      num_items: 3,
    },
    customerData: {
      em: sha256("jane@example.com"),
      external_id: EXTERNAL_ID,
      client_ip_address: "203.0.113.7",
      client_user_agent: "Visitor's browser",
    },
    ...changes,
  };
}

/** Everything that the WordPress plugin is known to put under `eventData`, one spelling or gap a case. */
export const PLUGIN_EVENTS: [name: string, eventData: Record<string, unknown>][] = [
  [
    "an order with everything known",
    createOrder({
      utm_params: {
        utm_source: "newsletter",
        utm_medium: "email",
        utm_campaign: "spring",
        utm_term: "lamp",
        utm_content: "top",
        utm_id: "7",
      },
      fbp: "fb.1.1757000000123.1234567890",
      fbc: "fb.1.1757000000123.AbCdEfGhIj-_k",
      ttp: "01HZX_abc",
      ttclid: "E.C.P.abc",
      attribution: {
        visitor_id: VISITOR,
        session_id: "s-1",
        first_touch: TOUCH,
        last_touch: { ...TOUCH, timestamp: 1757000100 },
      },
      consent: { state: "granted", source: "complianz", timestamp: 1757000000123 },
    }),
  ],
  ["no customer: {}", createOrder({ customerData: {} })],
  ["no customer: [], as PHP writes an empty map", createOrder({ customerData: [] })],
  ["no customer at all", createOrder({ customerData: undefined })],
  [
    "lists of hashes, and both external ids",
    createOrder({
      customerData: {
        em: [sha256("jane@example.com"), sha256("j@example.org")],
        external_id: [EXTERNAL_ID, sha256("customer-5")],
      },
    }),
  ],
  [
    "older code's numItems and content_ids",
    createOrder({
      additionalData: {
        contentName: "Lamp",
        contentType: "product",
        content_ids: ["lamp-1"],
        numItems: 1,
        value: 30,
        currency: "EUR",
      },
    }),
  ],
  [
    "Meta's own spelling",
    createOrder({
      additionalData: {
        content_name: "Lamp",
        content_type: "product",
        content_ids: ["lamp-1"],
        num_items: 1,
        value: 30,
        currency: "EUR",
        order_id: "17",
      },
    }),
  ],
  [
    "no list of contents",
    createOrder({ additionalData: { contentName: "Cart", contentType: "product", value: 30, currency: "EUR" } }),
  ],
  ["no parameters: []", createOrder({ additionalData: [] })],
  [
    "a form with a title, a value and no currency",
    createOrder({
      event_id: "pf-form-3-66f0c0de",
      eventName: "Lead",
      additionalData: { contentName: "Ask for a quote", value: 10 },
    }),
  ],
  ["a form with a title alone", createOrder({ eventName: "Contact", additionalData: { contentName: "Contact us" } })],
  ["the retired click id", createOrder({ clkId: "pfclk_123" })],
  [
    "no touch known",
    createOrder({
      attribution: {
        visitor_id: VISITOR,
        first_touch: null,
        last_touch: { url: null, referrer_hostname: null, utm_params: null, timestamp: 1757000000 },
      },
    }),
  ],
  ["consent without a time", createOrder({ consent: { state: "granted", source: "cache" } })],
  [
    "consent handling switched off",
    createOrder({ consent: { state: "granted", source: "consent_mode_disabled", timestamp: 1757000000123 } }),
  ],
  ["consent unknown", createOrder({ consent: { state: "unknown", source: "onetrust" } })],
  [
    "an IPv6 visitor",
    createOrder({ customerData: { client_ip_address: "2001:db8::7", client_user_agent: "Visitor's browser" } }),
  ],
  ["a value in quotes", createOrder({ additionalData: { value: "40.50", currency: "EUR" } })],
  ["a free order", createOrder({ additionalData: { value: 0, currency: "EUR", contents: [] } })],
  ["keys that nobody knows", createOrder({ pluginVersion: "9.9", surprise: { a: [1] } })],
  [
    "the vendor's PageView",
    createOrder({ eventName: "PageView", additionalData: {}, siteURL: "https://shop.example/?s=lamp" }),
  ],
];

/** Every consent source that may stand in an event. */
export const CONSENT_SOURCES =
  "gcm cookieyes cookiebot complianz squarespace onetrust api gpc cache consent_mode_disabled".split(" ");

/** Everything that the plugin is known to put under `blocked`. */
export const PLUGIN_BLOCKED: [name: string, row: Record<string, unknown>][] = [
  ...CONSENT_SOURCES.filter((source) => source !== "consent_mode_disabled").flatMap((consentSource) =>
    ["denied", "no_decision"].map((reason): [string, Record<string, unknown>] => [
      `${reason}, as ${consentSource} says`,
      { eventType: "Purchase", reason, consentSource },
    ]),
  ),
  ["denied, nobody says by whom", { eventType: "AddToCart", reason: "denied" }],
  ["a bot by its user agent", { eventType: "PageView", reason: "bot", detail: "meta-externalagent" }],
  ["a bot by prefetching", { eventType: "PageView", reason: "bot", detail: "prefetch_header" }],
  ["a bot by its lack of cookies", { eventType: "PageView", reason: "bot", detail: "no_cookies_in_wp_plugin" }],
  ["Global Privacy Control", { eventType: "Lead", reason: "gpc" }],
];
