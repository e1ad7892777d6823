import assert from "node:assert/strict";
import { test } from "node:test";
import { createBody, createEvent, SHOP, startTestIngest } from "../test-support/start-test-ingest.ts";

type Mode = "off" | "opt_in" | "opt_out" | "auto";

const PERSON = { em: "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f" };
const UNKNOWN = { state: "unknown", source: "api" };
const GRANTED = { state: "granted", source: "cookiebot", timestamp: 1757000000123 };
const DENIED = { state: "denied", source: "api", timestamp: 1757000000123 };
const BY_CLOCK = { ...UNKNOWN, mode: "opt_out" };

/** What the ingest does with events whose browser half was bypassed. */
const VERDICTS: [mode: Mode, country: string, consent: unknown, gpc: boolean, verdict: string | null][] = [
  ["off", "", undefined, false, null],
  ["off", "", undefined, true, "gpc"],
  ["off", "", GRANTED, true, "gpc"],
  ["off", "", DENIED, false, "denied"],
  ["opt_in", "", undefined, false, "no_decision"],
  ["opt_in", "", UNKNOWN, false, "no_decision"],
  ["opt_in", "", BY_CLOCK, false, "no_decision"],
  ["opt_in", "US", undefined, false, "no_decision"],
  ["opt_in", "", { state: "maybe" }, false, "no_decision"],
  ["opt_in", "", GRANTED, false, null],
  ["opt_in", "", DENIED, false, "denied"],
  ["opt_in", "", { ...DENIED, source: "gpc" }, false, "gpc"],
  ["opt_out", "DE", undefined, false, null],
  ["opt_out", "", UNKNOWN, false, null],
  ["opt_out", "", DENIED, false, "denied"],
  ["auto", "FR", undefined, false, "no_decision"],
  ["auto", "FR", BY_CLOCK, false, "no_decision"],
  ["auto", "FR", GRANTED, false, null],
  ["auto", "US", undefined, false, null],
  ["auto", "US", DENIED, false, "denied"],
  ["auto", "", undefined, false, "no_decision"],
  ["auto", "", UNKNOWN, false, "no_decision"],
  ["auto", "", BY_CLOCK, false, null],
];

test("what a visitor has not agreed to is withheld, whatever the browser half did", async (t) => {
  const modes: Mode[] = ["off", "opt_in", "opt_out", "auto"];
  const ingest = await startTestIngest(t, {
    sites: modes.map((consent) => ({ ...SHOP, id: consent, consent })),
    countryHeader: "cf-ipcountry",
  });
  for (const [index, [siteId, country, consent, gpc]] of VERDICTS.entries()) {
    const event = createEvent({ event_id: String(index), consent, fbp: "fb.1.1757000000123.42" });
    const headers = { ...(country && { "cf-ipcountry": country }), ...(gpc && { "sec-gpc": "1" }) };
    await ingest.post({ ...createBody(event), siteId }, headers);
  }
  const rows = await ingest.rowsOnce(({ status }) => status !== "pending", VERDICTS.length);
  const verdicts = new Map(rows.map((row) => [row.eventId, row]));
  for (const [index, [mode, country, consent, gpc, verdict]] of VERDICTS.entries()) {
    const row = verdicts.get(String(index));
    const what = `${mode} in ${country || "an unknown country"}, ${JSON.stringify(consent)}${gpc ? ", Sec-GPC" : ""}`;
    assert.equal(row?.reason, verdict, what);
    if (!verdict) continue;
    const detail = await ingest.api(`/api/events/${row?.id}`);
    assert.doesNotMatch(JSON.stringify(detail), /62a14e44|fb\.1\.17570/, what);
  }
});

test("a server that speaks for its visitor has asked for consent itself, unless it says that it has not", async (t) => {
  const ingest = await startTestIngest(t, { sites: [{ ...SHOP, consent: "opt_in" }] });
  const send = (event_id: string, consent?: unknown, headers = {}) =>
    ingest.post(
      {
        siteId: SHOP.id,
        eventData: createEvent({ event_id, consent, customerData: { ...PERSON, client_user_agent: "Visitor" } }),
      },
      { "api-key": SHOP.apiKey, ...headers },
    );
  await send("pf-1");
  await send("pf-2", UNKNOWN);
  await send("pf-3", DENIED);
  await send("pf-4", undefined, { origin: "https://shop.example" });
  const rows = await ingest.rowsOnce(({ status }) => status !== "pending", 4);
  assert.deepEqual(rows.map(({ eventId, reason }) => [eventId, reason]).toSorted(), [
    ["pf-1", null],
    ["pf-2", "no_decision"],
    ["pf-3", "denied"],
    ["pf-4", "no_decision"],
  ]);
});
