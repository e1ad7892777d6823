import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { KEPT_CALL_PREFIX, type QueuedCall, SETTLE_MS } from "../src/wire/queued-call.ts";
import { installStub, type StubDocument, type StubGlobal, type StubWindow } from "./stub.ts";

const SETTINGS = {
  siteId: "site",
  apiKey: "key",
  apiEndpoint: "https://ingest.example/event",
  consentMode: "off",
  bundle: "https://cdn.example/v1/pixelflow.js",
};

/** The global as the snippet leaves it. */
interface InstalledStub extends StubGlobal {
  trackEvent: NonNullable<StubGlobal["trackEvent"]>;
  consent: NonNullable<StubGlobal["consent"]>;
  q: QueuedCall[] & NonNullable<StubGlobal["q"]>;
}

/** A page as far as the stub sees it: what it was asked to load, and a clock that only moves when told. */
function openPage({ nonce }: { nonce?: string } = {}) {
  const scripts: { src: string; nonce: string; onerror(): void }[] = [];
  const timers: { run(): void; delayMs: number }[] = [];
  const document = {
    URL: "https://shop.example/cart",
    currentScript: nonce === undefined ? null : { nonce },
    createElement: () => ({ src: "", nonce: "", onerror: null }),
    head: { append: (script: (typeof scripts)[number]) => scripts.push(script) },
  };
  const leaving: (() => void)[] = [];
  const storage = Object.defineProperty({}, "key", { value: (index: number) => Object.keys(storage)[index] ?? null });
  const window: StubWindow = {
    crypto,
    localStorage: storage as StubWindow["localStorage"],
    addEventListener: (_type, listener) => leaving.push(listener),
    setTimeout: (callback, delayMs, value) => timers.push({ run: () => callback(value), delayMs }),
  };
  return {
    window,
    document,
    scripts,
    timers,
    paste: (settings = SETTINGS) => installStub(window, document as unknown as StubDocument, settings),
    leave() {
      for (const listener of leaving) listener();
    },
    /** The queues that other pages of the site would find. */
    kept: (): QueuedCall[] =>
      Object.entries(window.localStorage).flatMap(([key, text]) =>
        key.startsWith(`${KEPT_CALL_PREFIX}site:`) ? [JSON.parse(String(text))] : [],
      ),
    get api() {
      return window[window.PixelFlowObject ?? "pixelFlow"] as InstalledStub;
    },
  };
}

/** Method and arguments. */
const argsOf = (call: QueuedCall) => [call[0], call[1], call[2], call[3]];

const STILL_OPEN = Symbol();
/** What a promise has come to by now; a promise that is still open says so. */
const now = (promise: unknown) => Promise.race([promise, new Promise((resolve) => setImmediate(resolve, STILL_OPEN))]);

test("the snippet gives the page a global that can be called at once, and loads the tag once", () => {
  const page = openPage();
  page.paste();
  const { siteId, apiKey, apiEndpoint, consentMode, bundle, l, q } = page.api;
  assert.deepEqual({ siteId, apiKey, apiEndpoint, consentMode, bundle }, SETTINGS);
  assert.equal(page.window.PixelFlowObject, "pixelFlow");
  assert.ok(Math.abs(Number(l) - Date.now()) < 60_000);
  assert.equal(q, undefined, "existing pages test for the queue to see whether anything was called");
  assert.deepEqual(
    page.scripts.map(({ src }) => src),
    [SETTINGS.bundle],
  );
});

test("calls wait in the order they were made, in either form, with their own id, time and address", () => {
  const page = openPage();
  page.paste();
  const before = Date.now();
  page.api.trackEvent("ViewContent", { value: 1 }, { em: "jane@example.com" });
  page.document.URL = "https://shop.example/checkout";
  page.api("trackEvent", "AddToCart");
  page.api.consent("grant");
  assert.deepEqual(
    page.api.q.map((call) => argsOf(call)),
    [
      ["trackEvent", "ViewContent", { value: 1 }, { em: "jane@example.com" }],
      ["trackEvent", "AddToCart", undefined, {}],
      ["consent", "grant", undefined, {}],
    ],
  );
  assert.deepEqual(
    page.api.q.map(({ url }) => url),
    ["https://shop.example/cart", "https://shop.example/checkout", "https://shop.example/checkout"],
  );
  for (const { id, time } of page.api.q) {
    assert.match(id ?? "", /^\d+(-\d+){3}$/);
    assert.ok(time !== undefined && time >= before && time <= Date.now());
  }
  assert.equal(new Set(page.api.q.map(({ id }) => id)).size, 3);
});

test("a call keeps what it was given, though the page goes on using its objects", () => {
  const page = openPage();
  page.paste();
  const customData = { value: 1, contents: [{ id: "a" }] };
  const userData: Record<string, unknown> = { em: "jane@example.com" };
  page.api.trackEvent("Purchase", customData, userData);
  customData.value = 2;
  customData.contents[0] = { id: "b" };
  userData.em = "other@example.com";
  assert.deepEqual(argsOf(page.api.q[0] as QueuedCall), [
    "trackEvent",
    "Purchase",
    { value: 1, contents: [{ id: "a" }] },
    { em: "jane@example.com" },
  ]);
});

test("what cannot be copied is handed on as it is, so that the tag can say what is wrong with it", () => {
  const page = openPage();
  page.paste();
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const throwing = {
    get value() {
      throw new Error("no");
    },
  };
  const promise = Promise.resolve({ em: "jane@example.com" });
  page.api.trackEvent("Lead", circular);
  page.api.trackEvent("Lead", throwing);
  page.api.trackEvent("Lead", {}, promise);
  page.api.trackEvent("Lead", "value=1", "jane@example.com");
  const [first, second, third, fourth] = page.api.q;
  assert.equal(first?.[2], circular);
  assert.equal(second?.[2], throwing);
  assert.equal(third?.[3], promise);
  assert.equal(fourth?.[2], "value=1");
});

test("single fields that are Promises stay Promises", () => {
  const page = openPage();
  page.paste();
  const em = Promise.resolve("jane@example.com");
  const userData = { em };
  page.api.trackEvent("Lead", {}, userData);
  const handedOn = page.api.q[0]?.[3] as typeof userData;
  assert.equal(handedOn.em, em);
});

test("the tag settles the promise that the page holds", async () => {
  const page = openPage();
  page.paste();
  const answer = page.api.trackEvent("Lead");
  assert.equal(await now(answer), STILL_OPEN);
  page.api.q[0]?.settle?.(true);
  assert.equal(await now(answer), true);
});

test("when the tag does not come, a checkout that awaits us goes on before five seconds are over", async () => {
  const page = openPage();
  page.paste();
  const answer = page.api.trackEvent("Purchase", { value: 40, currency: "EUR" });
  assert.equal(page.timers[0]?.delayMs, SETTLE_MS);
  assert.ok(SETTLE_MS * (1 + 1 / 8) < 5000, "Firefox may fire a timer late by an eighth of its duration");
  page.timers[0]?.run();
  assert.equal(await now(answer), false);
});

test("the timer that the tag has to clear is the one that would settle the promise", () => {
  const page = openPage();
  page.paste();
  page.api.trackEvent("Lead");
  page.api.trackEvent("Lead");
  assert.deepEqual(
    page.api.q.map(({ timer }) => timer),
    [1, 2],
  );
});

test("when the tag is blocked, calls settle at once: those already made and those still to come", async () => {
  const page = openPage();
  page.paste();
  const early = page.api.trackEvent("Lead");
  page.scripts[0]?.onerror();
  assert.equal(await now(early), false);
  const late = [page.api.trackEvent("Lead"), page.api("trackEvent", "Lead")];
  for (const { run, delayMs } of page.timers) if (delayMs === 0) run();
  assert.deepEqual(await now(Promise.all(late)), [false, false]);
});

test("pasted twice, it loads the tag once and loses no call", () => {
  const page = openPage();
  page.paste();
  const { api } = page;
  api.trackEvent("Lead");
  page.paste({ ...SETTINGS, siteId: "another" });
  assert.equal(page.api, api);
  assert.equal(page.api.siteId, "site");
  page.api.trackEvent("Contact");
  assert.equal(page.api.q.length, 2);
  assert.equal(page.scripts.length, 1);
});

test("over an older snippet's stub it keeps the queue, and both forms go on filling it", () => {
  const page = openPage();
  const older = function (this: unknown) {
    older.q = older.q || [];
    // biome-ignore lint/complexity/noArguments: this is the form that existing sites have pasted
    older.q.push(arguments as unknown as QueuedCall);
  } as unknown as StubGlobal & { q?: QueuedCall[] };
  page.window.pixelFlow = older;
  older("trackEvent", "Early");
  page.paste();
  page.api("trackEvent", "Callable");
  page.api.trackEvent("Method");
  assert.equal(page.api, older);
  assert.equal(page.api.siteId, "site");
  assert.deepEqual(
    page.api.q.map((call) => call[1]),
    ["Early", "Callable", "Method"],
  );
  assert.equal(page.scripts.length, 1);
});

test("over a tag that is already loaded it changes nothing", () => {
  const page = openPage();
  const loaded = Object.freeze(Object.assign(() => {}, { trackEvent: async () => true, siteId: "loaded" }));
  page.window.pixelFlow = loaded;
  page.paste();
  assert.equal(page.window.pixelFlow, loaded);
  assert.equal(page.scripts.length, 0);
});

test("once the tag has taken the queue over, a reference to the stub reaches the tag", () => {
  const page = openPage();
  page.paste();
  const { trackEvent } = page.api;
  const received: QueuedCall[] = [];
  (page.api as { q: unknown }).q = { push: (call: QueuedCall) => received.push(call) };
  trackEvent("Lead");
  assert.equal(received[0]?.[1], "Lead");
});

test("a site may give the global another name", () => {
  const page = openPage();
  page.window.PixelFlowObject = "shopPixel";
  page.paste();
  assert.equal(page.window.pixelFlow, undefined);
  page.api.trackEvent("Lead");
  assert.equal((page.window.shopPixel as StubGlobal).siteId, "site");
});

test("the script it adds carries the snippet's nonce, so that a page that goes by nonces loads the tag", () => {
  const withNonce = openPage({ nonce: "r4nd0m" });
  withNonce.paste();
  assert.equal(withNonce.scripts[0]?.nonce, "r4nd0m");
  const without = openPage();
  without.paste();
  assert.ok(!without.scripts[0]?.nonce);
});

test("what a page leaves before the tag has come is kept for the site's next page", () => {
  const page = openPage();
  page.paste();
  page.leave();
  assert.deepEqual(Object.keys(page.window.localStorage), [], "nothing was called");
  const { trackEvent } = page.api;
  trackEvent("Purchase", { value: 40, currency: "EUR" });
  const [{ id, time, url }] = page.api.q as [QueuedCall];
  page.leave();
  const [call] = page.kept();
  assert.ok(call);
  assert.deepEqual(argsOf(call), ["trackEvent", "Purchase", { value: 40, currency: "EUR" }, {}]);
  assert.deepEqual({ id: call.id, time: call.time, url: call.url }, { id, time, url });
});

test("what the tag has taken over is not kept", () => {
  const page = openPage();
  page.paste();
  page.api.trackEvent("Purchase");
  page.api.q.splice(0);
  page.leave();
  assert.deepEqual(page.kept(), []);
});

test("of a customer nothing is kept, hashed or not, and of texts and addresses nothing personal or secret", () => {
  const page = openPage();
  page.document.URL = "https://shop.example/u/jane@doe.example/x?ref=7&Email=jane%40doe.example&reset_token=s3cret#top";
  page.paste();
  page.api.trackEvent(
    "Lead",
    { note: "ask jane@doe.example today", contents: [{ id: "iPhone 15", url: "/p?secret=s3cret" }] },
    {
      em: "jane@doe.example",
      ph: "ab".repeat(32),
      fn: ["Jane"],
      zp: 12345,
      db: null,
      ln: { first: "Doe" },
      ct: Promise.resolve("Berlin"),
    },
  );
  page.api.trackEvent("Lead", {}, Promise.resolve({ fn: "Jane" }));
  page.leave();
  const text = JSON.stringify(page.window.localStorage);
  for (const clear of ["jane", "Jane", "doe.example", "Doe", "12345", "s3cret", "Berlin", "abab"]) {
    assert.ok(!text.includes(clear), `${clear} in ${text}`);
  }
  const [call] = page.kept();
  assert.equal(call?.url, "https://shop.example/u//x?ref=7&&#top");
  assert.deepEqual(call?.[2], { note: "ask  today", contents: [{ id: "iPhone 15", url: "/p?" }] });
  assert.deepEqual(call?.[3], {});
});

test("what is kept can be read again, whatever quotes and line ends stand at what was cut out", () => {
  const page = openPage();
  page.paste();
  page.api.trackEvent("Lead", { note: 'say "jane@doe.example" and\njane@doe.example\nbye', json: '{"a":"b@c.d"}' });
  page.leave();
  const [call] = page.kept();
  assert.deepEqual(call?.[2], { note: 'say "" \nbye', json: '{"a":""}' });
});

test("where the tag never comes, the host's storage is not filled up", () => {
  const page = openPage();
  page.paste();
  for (let n = 0; n < 700; n++) page.api.trackEvent("Lead");
  page.leave();
  assert.ok(page.kept().length <= 501);
});

test("a snippet that says opt_in keeps nothing", () => {
  const page = openPage();
  page.paste({ ...SETTINGS, consentMode: "opt_in" });
  page.api.trackEvent("Lead");
  page.leave();
  assert.deepEqual(page.window.localStorage, {});
});

test("leaving a page without storage, or with calls that cannot be written, throws nothing", () => {
  const page = openPage();
  Object.defineProperty(page.window, "localStorage", {
    get() {
      throw new Error("denied");
    },
  });
  page.paste();
  page.api.trackEvent("Lead");
  page.leave();
  const other = openPage();
  other.paste();
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  other.api.trackEvent("Lead", circular, { em: "jane@doe.example" });
  other.api.trackEvent("Purchase", {}, { em: "jane@doe.example" });
  other.leave();
  assert.deepEqual(
    other.kept().map((call) => [call[1], call[3]]),
    [["Purchase", {}]],
  );
});

/** Pages on which something that the stub needs is missing or throws. */
const BROKEN: Record<string, (page: ReturnType<typeof openPage>) => void> = {
  "no crypto": ({ window }) => Reflect.deleteProperty(window, "crypto"),
  "crypto that throws": ({ window }) => {
    window.crypto = {
      getRandomValues() {
        throw new Error("no");
      },
    };
  },
  "no timers": ({ window }) => Reflect.deleteProperty(window, "setTimeout"),
  "no head": ({ document }) => Reflect.deleteProperty(document, "head"),
  "no right to create scripts": ({ document }) => {
    document.createElement = () => {
      throw new TypeError("no");
    };
  },
  "an address that throws": ({ document }) => {
    Object.defineProperty(document, "URL", {
      get() {
        throw new Error("no");
      },
    });
  },
};

for (const [name, breakPage] of Object.entries(BROKEN)) {
  test(`on a page with ${name} nothing throws, and every promise settles`, async () => {
    const page = openPage();
    breakPage(page);
    page.paste();
    const answer = page.api.trackEvent("Lead");
    for (const { run } of page.timers) run();
    assert.equal(await now(answer), false);
  });
}

test("where the global cannot be written, pasting throws nothing", () => {
  const frozen = openPage();
  Object.freeze(frozen.window);
  frozen.paste();
  const taken = openPage();
  taken.window.pixelFlow = Object.freeze(() => {});
  taken.paste();
  const hostile = openPage();
  hostile.window.pixelFlow = new Proxy(() => {}, {
    get() {
      throw new Error("no");
    },
  });
  hostile.paste();
  for (const { scripts } of [frozen, taken, hostile]) assert.equal(scripts.length, 0);
});

test("whatever a page passes, the call does not throw and its promise does not reject", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true })),
      async (args) => {
        const page = openPage();
        page.paste();
        const answers = [page.api.trackEvent(...args), page.api(...args), page.api.consent(...args)];
        for (const { run } of page.timers) run();
        assert.deepEqual(await Promise.all(answers), [false, false, false]);
        assert.equal(page.api.q.length, 3);
      },
    ),
  );
});
