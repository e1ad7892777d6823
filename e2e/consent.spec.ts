import { readKept, readRows, readStored, untilPage } from "./support/consent-page.ts";
import { expect, test } from "./support/fixtures.ts";
import { standInForMeta } from "./support/meta-stand-in.ts";
import type { RecordingIngest } from "./support/recording-ingest.ts";
import type { Tab } from "./support/scene.ts";
import { pasteSnippet } from "./support/test-site.ts";
import { whenLoaded } from "./support/when-loaded.ts";

const WAITING = ["_pf_consent_source", "_pf_no_consent_decision"];
const GPC = `<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true });</script>`;

const names = (ingest: RecordingIngest) => ingest.events().map(({ eventName }) => eventName);
/** What is left beside the site's own settings, which say nothing about anybody. */
const readOwn = async (tab: Tab) => (await readStored(tab)).filter((name) => !name.startsWith("_pf_settings:"));
const withdrawn = (ingest: RecordingIngest) =>
  ingest.requests
    .map(({ body }) => body as unknown as { withdraw?: { events: { event_id: string }[]; whose: object } })
    .flatMap(({ withdraw }) => (withdraw ? [withdraw] : []));

for (const when of ["before the tag has come", "after"]) {
  test(`a grant by the page itself, ${when}, sends what was held`, async ({ scene: { driver, site, ingest } }) => {
    const tab = await driver.openTab();
    site.holdTag();
    await tab.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" }) }));
    await tab.evaluate(`void pixelFlow.trackEvent("Lead")`);
    if (when === "after") {
      site.releaseTag();
      await whenLoaded(tab);
      expect(await readStored(tab)).toEqual(WAITING);
      expect(await tab.evaluate(`pixelFlow.consent("grant")`)).toBe(true);
    } else {
      expect(await readStored(tab)).toEqual([]);
      await tab.evaluate(`void pixelFlow.consent("grant")`);
      site.releaseTag();
    }
    await ingest.until(() => names(ingest).length === 2);
    for (const { consent } of ingest.events()) expect(consent).toMatchObject({ state: "granted", source: "api" });
    expect(await readStored(tab)).not.toEqual(expect.arrayContaining(WAITING));

    // The next page knows it from the cookie, with the time of the decision.
    await tab.goto(site.addPage("/next", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" }) }));
    await ingest.until(() => names(ingest).length === 3);
    const kept = await readKept(tab);
    expect(ingest.events()[2]?.consent).toEqual({ state: "granted", source: "cache", timestamp: kept?.t });
  });
}

test("a revocation stops at once, takes back what was sent, and holds on the next page", async ({
  scene: { driver, site, ingest },
}) => {
  const url = site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" }) });
  const tab = await driver.openTab();
  await tab.goto(url);
  await whenLoaded(tab);
  await tab.evaluate(`pixelFlow.consent("grant").then(() => pixelFlow.trackEvent("Lead"))`);
  await ingest.until(() => names(ingest).length === 2);
  ingest.behave(({ path }) => (path === "/event" ? { status: 503 } : "accept"));
  expect(await tab.evaluate(`pixelFlow.trackEvent("Contact")`)).toBe(true);
  expect(await tab.evaluate(`pixelFlow.consent("revoke")`)).toBe(true);
  expect(await tab.evaluate(`pixelFlow.trackEvent("Purchase", { value: 1, currency: "EUR" })`)).toBe(false);
  await ingest.until(() => withdrawn(ingest).length === 1 && readRows(ingest).length === 1);
  const ids = ingest.requests.flatMap(({ body }) => body?.events ?? []).map(({ event_id }) => event_id);
  expect(
    withdrawn(ingest)[0]
      ?.events.map(({ event_id }) => event_id)
      .sort(),
  ).toEqual([...new Set(ids)].sort());
  expect(withdrawn(ingest)[0]?.whose).toMatchObject({ consentSource: "api" });
  expect(readRows(ingest)).toEqual([{ eventType: "Purchase", reason: "denied", consentSource: "api" }]);
  expect(await readOwn(tab)).toEqual(["_pf_consent"]);

  ingest.behave("accept");
  await tab.goto(url);
  await ingest.until(() => readRows(ingest).length === 2);
  expect(readRows(ingest)[1]).toEqual({ eventType: "PageView", reason: "denied", consentSource: "cache" });
  expect(names(ingest)).toHaveLength(2);
  expect(await readOwn(tab)).toEqual(["_pf_consent"]);
});

test("another tab's revocation stops this one before it sends again", async ({ scene: { driver, site, ingest } }) => {
  const url = site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" }) });
  const [one, other] = [await driver.openTab(), await driver.openTab()];
  for (const tab of [one, other]) {
    await tab.goto(url);
    await whenLoaded(tab);
  }
  await one.evaluate(`pixelFlow.consent("grant")`);
  await untilPage(other, `!document.cookie.includes("_pf_no_consent_decision")`);
  await ingest.until(() => names(ingest).length === 2);
  await other.evaluate(`pixelFlow.trackEvent("Lead")`);
  await ingest.until(() => names(ingest).includes("Lead"));
  await other.evaluate(`pixelFlow.consent("revoke")`);
  expect(await one.evaluate(`pixelFlow.trackEvent("Contact")`)).toBe(false);
  expect(names(ingest)).not.toContain("Contact");
});

test("what else than grant or revoke is said changes nothing and says what to write", async ({
  page,
  scene: { site, ingest },
}) => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" }) }));
  expect(await page.evaluate(`pixelFlow.consent("granted")`)).toBe(false);
  expect(said.join()).toContain('write pixelFlow.consent("grant") or pixelFlow.consent("revoke")');
  expect(ingest.requests).toEqual([]);
});

test("at most twenty events wait: PageViews go first, then the oldest, Purchases last", async ({
  scene: { driver, site, ingest },
}) => {
  const tab = await driver.openTab();
  await tab.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" }) }));
  await whenLoaded(tab);
  const results = await tab.evaluate(`Promise.all([
    pixelFlow.trackEvent("Purchase", { value: 1, currency: "EUR" }),
    ...Array.from({ length: 22 }, (_, n) => pixelFlow.trackEvent("Lead", { n })),
    pixelFlow.trackEvent("PageView"),
  ])`);
  expect(results).toEqual([true, ...Array(3).fill(false), ...Array(19).fill(true), false]);
  await tab.evaluate(`pixelFlow.consent("grant")`);
  await ingest.until(() => names(ingest).length === 20);
  expect(names(ingest)).toEqual(["Purchase", ...Array(19).fill("Lead")]);
  expect(ingest.events().flatMap(({ additionalData }) => additionalData.n ?? [])[0]).toBe(3);
  // What there was no room for is told of, each once.
  expect(readRows(ingest).map(({ eventType }) => eventType)).toEqual(["PageView", "PageView", "Lead", "Lead", "Lead"]);
});

test("left undecided: one row for each event, and nothing stays", async ({ scene: { driver, site, ingest } }) => {
  const tab = await driver.openTab();
  await tab.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" }) }));
  await whenLoaded(tab);
  await tab.evaluate(`pixelFlow.trackEvent("Lead", {}, { em: "jane@example.com" })`);
  await tab.goto(site.addPage("/elsewhere", {}));
  await ingest.until(() => readRows(ingest).length === 2);
  expect(readRows(ingest)).toEqual([
    { eventType: "PageView", reason: "no_decision", consentSource: "api" },
    { eventType: "Lead", reason: "no_decision", consentSource: "api" },
  ]);
  expect(ingest.events()).toEqual([]);
  expect(await readStored(tab)).toEqual(WAITING);
});

for (const consent of ["off", "opt_in", "opt_out"] as const) {
  test(`Global Privacy Control under ${consent}: nothing is sent, even granted, and the rows say why`, async ({
    scene: { driver, site, ingest },
  }) => {
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/shop", { head: GPC + pasteSnippet({ endpoint: ingest.endpoint, consent }) }));
    await whenLoaded(tab);
    expect(await tab.evaluate(`pixelFlow.consent("grant")`)).toBe(false);
    expect(await tab.evaluate(`pixelFlow.trackEvent("Lead")`)).toBe(false);
    await ingest.until(() => readRows(ingest).length === 2);
    expect(readRows(ingest)).toEqual([
      { eventType: "PageView", reason: "gpc" },
      { eventType: "Lead", reason: "gpc" },
    ]);
    expect(ingest.events()).toEqual([]);
    expect((await readStored(tab)).filter((name) => name !== "_pf_consent")).toEqual([]);
  });
}

test("Global Privacy Control counts for nothing where the operator turned it off", async ({
  scene: { driver, site, ingest },
}) => {
  ingest.serveSettings({ globalPrivacyControl: "ignore" });
  const tab = await driver.openTab();
  await tab.goto(site.addPage("/shop", { head: GPC + pasteSnippet({ endpoint: ingest.endpoint }) }));
  await ingest.until(() => names(ingest).length === 1);
  expect(ingest.events()[0]?.consent).toBeUndefined();
});

test("a refusal that the site has limited instead is sent, without saying who", async ({
  scene: { driver, site, ingest },
}) => {
  ingest.serveSettings({ limitOptOuts: true });
  const tab = await driver.openTab();
  await tab.goto(
    site.addPage("/shop", { head: GPC + pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_out" }) }),
  );
  await ingest.until(() => names(ingest).length === 1);
  const [event] = ingest.events();
  expect(event?.consent).toMatchObject({ state: "denied", source: "gpc" });
  expect([event?.fbp, event?.attribution, event?.customerData]).toEqual([undefined, undefined, {}]);
});

test("off: events carry no decision, and nobody is asked", async ({ scene: { driver, site, ingest } }) => {
  const refusing = `<script>window.Cookiebot = { hasResponse: true, consent: { marketing: false } };</script>`;
  const tab = await driver.openTab();
  await tab.goto(site.addPage("/shop", { head: refusing + pasteSnippet({ endpoint: ingest.endpoint }) }));
  await ingest.until(() => names(ingest).length === 1);
  expect(ingest.events()[0]).not.toHaveProperty("consent");
  expect(await readStored(tab)).not.toEqual(expect.arrayContaining(WAITING));
});

test("opt_out: events flow unless refused, and a hold from elsewhere is cleared", async ({
  scene: { driver, site, ingest },
}) => {
  const held = `<script>document.cookie = "_pf_no_consent_decision=true; path=/";</script>`;
  const tab = await driver.openTab();
  await tab.goto(
    site.addPage("/shop", { head: held + pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_out" }) }),
  );
  await ingest.until(() => names(ingest).length === 1);
  expect(ingest.events()[0]?.consent).toEqual({ state: "unknown", source: "api", mode: "opt_out" });
  expect(await readStored(tab)).not.toEqual(expect.arrayContaining(WAITING));
  await tab.evaluate(`pixelFlow.consent("revoke")`);
  expect(await tab.evaluate(`pixelFlow.trackEvent("Lead")`)).toBe(false);
  expect(names(ingest)).toEqual(["PageView"]);
});

test("several platforms disagree: who refuses is heard", async ({ scene: { driver, site, ingest } }) => {
  const head = `<script>
    window.Cookiebot = { hasResponse: true, consent: { marketing: true } };
    window.Termly = { getConsentState: () => ({ advertising: false }) };
  </script>${pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" })}`;
  const tab = await driver.openTab();
  await tab.goto(site.addPage("/shop", { head }));
  await ingest.until(() => readRows(ingest).length === 1);
  expect(readRows(ingest)).toEqual([{ eventType: "PageView", reason: "denied", consentSource: "api" }]);
});

test("a form that is named like a platform is none", async ({ scene: { driver, site, ingest } }) => {
  const tab = await driver.openTab();
  await tab.goto(
    site.addPage("/shop", {
      head: pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" }),
      body: `<form id="Cookiebot"><input name="hasResponse"><input name="consent"></form><form id="__ucCmp"></form>`,
    }),
  );
  await whenLoaded(tab);
  await untilPage(tab, `document.cookie.includes("_pf_consent_source=api")`);
  expect(await tab.evaluate(`pixelFlow.trackEvent("Lead")`)).toBe(true);
  expect(ingest.requests).toEqual([]);
});

test("Do Not Track refuses where the site says so, and nowhere else", async ({ scene: { driver, site, ingest } }) => {
  const unwanted = `<script>Object.defineProperty(navigator, "doNotTrack", { value: "1" });</script>`;
  const head = unwanted + pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_out" });
  const tab = await driver.openTab();
  await tab.goto(site.addPage("/plain", { head }));
  await ingest.until(() => names(ingest).length === 1);
  await tab.goto(site.addPage("/heeding", { head: `${head}<script>pixelFlow.doNotTrack = "deny";</script>` }));
  await ingest.until(() => readRows(ingest).length === 1);
  expect(readRows(ingest)).toEqual([{ eventType: "PageView", reason: "denied", consentSource: "api" }]);
  // The first page may have been left before it had its receipt: then the event repeats, as itself.
  expect(new Set(ingest.events().map(({ event_id }) => event_id)).size).toBe(1);
});

test("with Meta's pixel switched on, nothing of Meta's is contacted or stored before consent, and it stops with it", async ({
  page,
  context,
  scene: { site, ingest },
}) => {
  const requests = await standInForMeta(context);
  const head = `${pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" })}<script>
    pixelFlow.enableMetaPixel = true; pixelFlow.metaPixelIds = ["1234567890123456"];</script>`;
  const everythingElse: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(site.origin)) everythingElse.push(request.url());
  });
  await page.goto(site.addPage("/shop", { head }));
  expect(await page.evaluate(`pixelFlow.trackEvent("Lead")`)).toBe(true);
  await page.waitForFunction(`document.cookie.includes("_pf_no_consent_decision")`);
  expect(everythingElse.filter((url) => !url.includes("/site/config/"))).toEqual([]);
  expect(await page.evaluate("typeof fbq")).toBe("undefined");
  expect((await context.cookies()).map(({ name }) => name).sort()).toEqual(WAITING);
  expect(await page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")).toEqual([]);

  await page.evaluate(`pixelFlow.consent("grant")`);
  await page.waitForFunction("window.metaCalls?.filter(([method]) => /^track/.test(method)).length === 2");
  expect(requests).toEqual(["https://connect.facebook.net/en_US/fbevents.js"]);
  expect(await page.evaluate("metaCalls.some(([method, what]) => method === 'consent' && what === 'grant')")).toBe(
    true,
  );
  await page.evaluate(`pixelFlow.consent("revoke")`);
  expect(await page.evaluate("metaCalls.at(-1)")).toEqual(["consent", "revoke"]);
  expect(await page.evaluate(`pixelFlow.trackEvent("Contact")`)).toBe(false);
  expect(await page.evaluate("metaCalls.at(-1)")).toEqual(["consent", "revoke"]);
  expect((await context.cookies()).map(({ name }) => name)).toEqual(["_pf_consent"]);
});

for (const how of ["while the page lives", "at the page's exit"]) {
  test(`a withdrawal that the ingest did not take is repeated ${how}`, async ({ scene: { driver, site, ingest } }) => {
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" }) }));
    await whenLoaded(tab);
    await tab.evaluate(`pixelFlow.consent("grant")`);
    await ingest.until(() => names(ingest).length === 1);
    ingest.behave({ status: 503 });
    await tab.evaluate(`pixelFlow.consent("revoke")`);
    await ingest.until(() => withdrawn(ingest).length >= 1);
    expect(await readOwn(tab)).toEqual(["_pf_consent"]);
    ingest.behave("accept");
    const before = withdrawn(ingest).length;
    if (how !== "while the page lives") await tab.goto(site.addPage("/elsewhere", {}));
    await ingest.until(() => withdrawn(ingest).length > before);
    expect(withdrawn(ingest).at(-1)).toEqual(withdrawn(ingest)[0]);
  });
}
