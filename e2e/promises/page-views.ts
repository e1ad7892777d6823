import assert from "node:assert/strict";
import type { RecordingIngest } from "../support/recording-ingest.ts";
import type { PromiseToKeep, Tab } from "../support/scene.ts";
import { pasteSnippet, SITE } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";
import { whenSettingsKept } from "../support/when-settings-kept.ts";

/** Path, query and fragment of every page view that has arrived, in order. */
export function viewsOf(ingest: RecordingIngest): string[] {
  return ingest
    .events()
    .filter(({ eventName }) => eventName === "PageView")
    .map(({ siteURL }) => siteURL.replace(/^https?:\/\/[^/]*/, ""));
}

/** Sends an event behind all others and waits for its receipt: what has not arrived then never comes. */
export async function untilQuiet(tab: Tab): Promise<void> {
  // Views are told apart when their task is over.
  await tab.evaluate(`new Promise((resolve) => setTimeout(resolve)).then(() => pixelFlow.trackEvent("Quiet"))`);
}

/** A single-page application changes its address without loading anything. */
export const routeChanges: PromiseToKeep = {
  name: "page views: each route of a single-page application is one view, from the address before it",
  async keep({ driver, site, ingest }) {
    const url = site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
    const tab = await driver.openTab();
    await tab.goto(`${url}?utm_source=mail`);
    await whenLoaded(tab);
    await tab.evaluate(`(async () => {
      const task = () => new Promise((resolve) => setTimeout(resolve));
      const told = (name) => new Promise((resolve) => addEventListener(name, () => setTimeout(resolve), { once: true }));
      history.replaceState(null, "", "/shop"); await task();
      history.pushState({ a: 1 }, "", "/item/7"); await task();
      history.pushState(null, "", "/item/7"); await task();
      history.replaceState(null, "", "?size=2"); await task();
      location.hash = "reviews"; await told("hashchange");
      history.pushState(null, "", "/account"); history.replaceState(null, "", "/login"); await task();
      history.back(); await told("popstate");
      location.hash = "#/a-route-elsewhere"; await told("hashchange");
    })()`);
    await untilQuiet(tab);
    assert.deepEqual(viewsOf(ingest), ["/shop", "/item/7", "/item/7?size=2", "/login", "/item/7?size=2"]);
    const views = ingest.events().filter(({ eventName }) => eventName === "PageView");
    assert.deepEqual(
      views.map(({ referrer }) => referrer?.replace(site.origin, "")),
      [undefined, "/shop", "/item/7", "/item/7?size=2", "/login"],
    );
    assert.equal(new Set(views.map(({ event_id }) => event_id)).size, views.length);
  },
};

/** Routers that keep their route in the fragment. */
export const hashRoutes: PromiseToKeep = {
  name: "page views: fragments are routes where the site says so",
  async keep({ driver, site, ingest }) {
    ingest.serveSettings({ hashRoutes: true });
    const url = site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
    const tab = await driver.openTab();
    await tab.goto(url);
    await whenSettingsKept(tab);
    for (const hash of ["#/cart", "#reviews", "#!/pay"])
      await tab.evaluate(
        `location.hash = "${hash}", new Promise((resolve) => addEventListener("hashchange", () => setTimeout(resolve), { once: true }))`,
      );
    await untilQuiet(tab);
    assert.deepEqual(viewsOf(ingest), ["/shop", "/shop#/cart", "/shop", "/shop#!/pay"]);
  },
};

/** What a page does to its history before us and after us. */
const HISTORIES: Record<string, { before?: string; after?: string; views: string[] }> = {
  "wraps it afterwards": {
    after: `for (const name of ["pushState", "replaceState"]) {
      const theirs = history[name];
      history[name] = function (...args) { theirs.apply(this, args); return "theirs"; };
    }`,
    views: ["/shop", "/next"],
  },
  "has wrapped it before": {
    before: `const native = history.pushState; history.pushState = function (...args) { native.apply(this, args); return "theirs"; };`,
    views: ["/shop", "/next"],
  },
  "has frozen it": { before: "Object.freeze(history);", views: ["/shop"] },
  "has taken it away": {
    before: `history.pushState = undefined; history.replaceState = undefined;`,
    views: ["/shop"],
  },
};

/** The host's history stays the host's. */
export const hostHistory: readonly PromiseToKeep[] = Object.entries(HISTORIES).map(
  ([name, { before = "", after = "", views }]) => ({
    name: `page views: nothing breaks on a page that ${name}, its history`.replace(", its history", ""),
    async keep({ driver, site, ingest }) {
      const watch = `<script>var errors = []; addEventListener("error", (event) => errors.push(event.message)); ${before}</script>`;
      const url = site.addPage("/shop", { head: watch + pasteSnippet({ endpoint: ingest.endpoint }) });
      const tab = await driver.openTab();
      await tab.goto(url);
      await whenLoaded(tab);
      const result = await tab.evaluate(`(() => { ${after};
        try { return history.pushState({ kept: 1 }, "", "/next") ?? null } catch (error) { return error.name } })()`);
      await untilQuiet(tab);
      assert.deepEqual(viewsOf(ingest), views);
      assert.equal(result, name.includes("wrap") ? "theirs" : name.includes("away") ? "TypeError" : null);
      assert.deepEqual(await tab.evaluate("errors"), []);
    },
  }),
);

/** What the native methods do and throw, they go on doing and throwing. */
export const historyAsBefore: PromiseToKeep = {
  name: "page views: pushState keeps its name, state, return value and errors",
  async keep({ driver, site, ingest }) {
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
    await whenLoaded(tab);
    const facts = await tab.evaluate(`(() => {
      const failure = (call) => { try { call(); return "none"; } catch (error) { return error.name; } };
      return [
        history.pushState.name, history.pushState.length, history.pushState({ a: [1] }, "", "/next"), history.state,
        failure(() => history.pushState(null, "", "https://elsewhere.example/")),
        failure(() => history.pushState.call({}, null, "", "/x")),
        failure(() => history.replaceState(() => {}, "")),
      ].map((fact) => fact ?? null);
    })()`);
    const expected = ["pushState", 2, null, { a: [1] }, "SecurityError", "TypeError", "DataCloneError"];
    assert.deepEqual(facts, expected);
    await untilQuiet(tab);
    assert.deepEqual(viewsOf(ingest), ["/shop", "/next"]);
  },
};

/** A template and a plugin may both have pasted us. */
export const pastedTwice: PromiseToKeep = {
  name: "page views: two snippets and a second bundle count every view once",
  async keep({ driver, site, ingest }) {
    const snippet = pasteSnippet({ endpoint: ingest.endpoint });
    const second = `<script src="/v1/pixelflow.js" data-site-id="${SITE.site}"></script>`;
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/shop", { head: snippet + snippet, body: second }));
    await whenLoaded(tab);
    await tab.evaluate(`new Promise((resolve, reject) => document.head.append(
      Object.assign(document.createElement("script"), { src: "/v1/pixelflow.js?again", onload: resolve, onerror: reject })))`);
    await tab.evaluate(`history.pushState(null, "", "/next")`);
    await untilQuiet(tab);
    assert.deepEqual(viewsOf(ingest), ["/shop", "/next"]);
    assert.equal(ingest.settingsRequests.length, 1);
  },
};
