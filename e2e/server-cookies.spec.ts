import { expect, test } from "./support/fixtures.ts";
import { startRealIngest } from "./support/real-ingest.ts";
import { SITE } from "./support/test-site.ts";

// Every name under `localhost` is this machine, and `shop.localhost` is a registrable domain.
const under = (name: string, url: string) => url.replace("127.0.0.1", name);

test("identity that a script wrote for a while is kept by the ingest of the same site, readable as before", async ({
  page,
  site,
}) => {
  const origin = under("www.shop.localhost", site.origin);
  const ingest = await startRealIngest([{ id: SITE.site, apiKey: SITE.key, origins: [origin] }]);
  try {
    site.addPage("/shop", {});
    await page.goto(`${origin}/shop`);
    const send = (eventName: string, consent?: object) =>
      page.evaluate(
        async ({ url, body }) => (await fetch(url, { method: "POST", body, credentials: "include" })).json(),
        {
          url: `${under("ingest.shop.localhost", ingest.url)}/event`,
          body: JSON.stringify({
            siteId: SITE.site,
            apiKey: SITE.key,
            events: [{ event_id: eventName, eventName, siteURL: `${origin}/shop`, consent }],
          }),
        },
      );
    const readDays = async () => {
      const now = Date.now() / 1000;
      const cookies = await page.context().cookies();
      return Object.fromEntries(
        cookies.map(({ name, expires }) => [name, expires < 0 ? "session" : Math.round((expires - now) / 86_400)]),
      );
    };
    await page.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: this is how the tag writes
      document.cookie = "_pf_uid=1757000000.123; path=/; domain=shop.localhost";
      // biome-ignore lint/suspicious/noDocumentCookie: this is how the tag writes
      document.cookie = "_fbp=fb.1.1757000000123.1234567890; path=/; domain=shop.localhost";
    });

    expect(await send("Refused", { state: "denied", source: "api" })).toMatchObject({ accepted: 1 });
    expect(await readDays()).toEqual({ _pf_uid: "session", _fbp: "session" });
    expect(await send("Lead")).toMatchObject({ accepted: 1 });
    expect(await readDays()).toEqual({ _pf_uid: 390, _fbp: 90 });
    expect((await page.evaluate(() => document.cookie)).split("; ").sort()).toEqual([
      "_fbp=fb.1.1757000000123.1234567890",
      "_pf_uid=1757000000.123",
    ]);
  } finally {
    await page.close();
    await ingest.stop();
  }
});
