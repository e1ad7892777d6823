import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { readSettings } from "../settings.ts";
import { createBody, createEvent, createTestFolder, SHOP, startTestIngest } from "../test-support/start-test-ingest.ts";

/** Words that must never be found again, each in the places where a sender might leave them. */
const EMAIL = "jane.doe@clear.example";
const SECRET = "hunter2secretvalue";
const PHONE = "+44 20 7946 0018";
const CLEAR = /jane\.doe|clear\.example|hunter2secretvalue|7946|Janet/;

const DIRTY_URL = `https://user:${SECRET}@shop.example/u/${EMAIL}/x?order=17&token=${SECRET}&password=${SECRET}&tel=%2B442079460018&first_name=Janet&e=jane.doe%2540clear.example&next=%2Freset%3Ftoken%3D${SECRET}#access_token=${SECRET}`;

const TOUCH = {
  url: DIRTY_URL,
  referrer_hostname: `${EMAIL}`,
  utm_params: { utm_source: EMAIL, utm_term: PHONE },
  timestamp: 1757000000,
};

const DIRTY_EVENT = createEvent({
  eventName: `Signup ${EMAIL}`,
  event_id: `signup-${EMAIL}`,
  siteURL: DIRTY_URL,
  referrer: DIRTY_URL,
  additionalData: {
    value: 40,
    currency: "EUR",
    content_name: `For ${EMAIL}, ${PHONE}`,
    contents: [{ id: `sku-${EMAIL}`, quantity: 1, note: `?token=${SECRET}` }],
    [EMAIL]: "as a key",
    [`note ${PHONE}`]: "as a key",
    email: EMAIL,
    first_name: "Janet",
    fn: "Janet",
    api_key: SECRET,
    deep: { er: { password: SECRET, link: `https://shop.example/?session_id=${SECRET}` } },
    click_url: `https://shop.example/reset?reset_token=${SECRET}`,
  },
  customerData: { em: EMAIL, ph: PHONE, fn: "Janet", client_user_agent: `bot (${EMAIL})` },
  utm_params: { utm_source: EMAIL, utm_campaign: `call ${PHONE}` },
  fbp: `fb.1.1757000000123.${EMAIL}`,
  fbc: `fb.1.1757000000123.${EMAIL}`,
  ttp: EMAIL,
  ttclid: encodeURIComponent(EMAIL),
  attribution: { visitor_id: EMAIL, session_id: EMAIL, first_touch: TOUCH, last_touch: TOUCH },
  consent: { state: "granted", source: EMAIL, timestamp: 1757000000123 },
  unknown: EMAIL,
});

test("nothing clear that a sender leaves in an event reaches the disk, and the event is taken all the same", async (t) => {
  const dataDir = await createTestFolder(t);
  const settings = readSettings({ PORT: "0", DATA_DIR: dataDir, ADMIN_PASSWORD: "correct horse battery" });
  const ingest = await startTestIngest(t, settings);
  const key = { "api-key": SHOP.apiKey };
  const accepted = { status: 202, body: { accepted: 1, duplicates: 0, rejected: [] } };
  assert.deepEqual(await ingest.post({ siteId: SHOP.id, eventData: DIRTY_EVENT }, key), accepted);
  const denied = { ...DIRTY_EVENT, event_id: "pf-denied", consent: { state: "denied", source: EMAIL } };
  assert.deepEqual(await ingest.post(createBody(denied)), accepted);
  const losses = [{ reason: "overflow", eventName: `Lead ${EMAIL}`, count: 1 }];
  const named = createEvent({ event_id: "pf-named", eventName: EMAIL });
  assert.deepEqual(await ingest.post({ ...createBody(named), losses }), accepted);
  const blocked = await fetch(`${ingest.url}/blocked-events`, {
    method: "POST",
    body: JSON.stringify({
      siteId: SHOP.id,
      blocked: [{ eventType: `Lead ${EMAIL}`, reason: "bot", detail: `agent ${EMAIL} ${PHONE}` }],
    }),
    headers: key,
  });
  assert.equal(blocked.status, 202);

  const rows = await ingest.rowsOnce(({ status }) => status !== "pending", 5);
  const details = await Promise.all(rows.map(({ id }) => ingest.api(`/api/events/${id}`)));
  assert.doesNotMatch(JSON.stringify([rows, details]), CLEAR);
  const visitor = createHash("sha256").update(EMAIL).digest("hex");
  const stored = details.map(({ received }) => received as Record<string, unknown>);
  assert.ok(JSON.stringify(stored).includes(visitor), "visitors stay distinguishable");

  await ingest.close();
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), "latin1")),
  );
  assert.ok(texts.join().includes("pf-denied"), "the store is among the files");
  assert.doesNotMatch(texts.join(), CLEAR);
});

test("what is not personal stays byte for byte", async (t) => {
  const ingest = await startTestIngest(t);
  const clean = {
    siteURL: "https://shop.example/caf%C3%A9/logo@2x.png?order=17&q=iphone+12345678",
    referrer: "https://www.example.org/search?q=lamp",
    additionalData: { value: 40, currency: "EUR", order_id: "555-123-4567", content_ids: ["0012345678"], page: "a=b" },
    utm_params: { utm_source: "newsletter" },
    fbc: "fb.1.1757000000123.AbC-d_E",
  };
  await ingest.post(createBody(createEvent(clean)));
  const [row] = await ingest.rowsOnce(({ status }) => status !== "pending", 1);
  const { received } = (await ingest.api(`/api/events/${row?.id}`)) as { received: Record<string, unknown> };
  for (const [key, value] of Object.entries(clean)) assert.deepEqual(received[key], value, key);
});

test("a campaign and a click that stand in the page's address alone are kept, out of the address", async (t) => {
  const ingest = await startTestIngest(t);
  const siteURL = "https://shop.example/?utm_source=ads&a=1&fbclid=IwAR0_abcDEF-123&utm_id=7";
  const eventTime = Math.floor(Date.now() / 1000);
  await ingest.post(createBody(createEvent({ siteURL, eventTime })));
  const [row] = await ingest.rowsOnce(({ status }) => status !== "pending", 1);
  const { received } = (await ingest.api(`/api/events/${row?.id}`)) as { received: Record<string, unknown> };
  assert.equal(received.siteURL, "https://shop.example/?a=1");
  assert.deepEqual(received.utm_params, { utm_source: "ads", utm_id: "7" });
  assert.equal(received.fbc, `fb.1.${eventTime * 1000}.IwAR0_abcDEF-123`);
});
