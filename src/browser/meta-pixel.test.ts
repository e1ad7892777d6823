import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createGuard } from "../guard.ts";
import { createMetaPixel } from "./meta-pixel.ts";

const page = globalThis as { window?: { fbq?: { queue: unknown[][] } } };
beforeEach(() => {
  page.window = {};
});

/** A pixel on a page without one; `calls` are those that wait for Meta's script. */
function openPixel() {
  const loaded: string[] = [];
  const guard = createGuard({ warn: assert.fail, error: assert.fail });
  const pixel = createMetaPixel({ ids: ["111"], guard, loadScript: (url) => loaded.push(url) });
  return { pixel, loaded, calls: () => page.window?.fbq?.queue.filter(([method]) => method !== "set") };
}

const envelope = (eventId: string, consent?: { state: "granted"; source: string }) => ({
  eventId,
  eventName: "Lead",
  json: JSON.stringify({ additionalData: {}, ...(consent && { consent }) }),
});

const LEAD = (eventID: string) => ["trackSingle", "111", "Lead", {}, { eventID }];
const GRANTED = { state: "granted", source: "cookiebot" } as const;

test("before the first event, Meta is neither loaded nor told anything", () => {
  const { pixel, loaded } = openPixel();
  pixel.revoke();
  assert.deepEqual([loaded, page.window], [[], {}]);
  pixel.fire(envelope("a"));
  assert.deepEqual(loaded, ["https://connect.facebook.net/en_US/fbevents.js"]);
});

test("withdrawn consent is told to Meta's script, and a new one before the next event", () => {
  const { pixel, calls } = openPixel();
  pixel.fire(envelope("a", GRANTED));
  pixel.revoke();
  pixel.fire(envelope("b", GRANTED));
  const grant = ["consent", "grant"];
  assert.deepEqual(calls(), [["init", "111"], grant, LEAD("a"), ["consent", "revoke"], grant, LEAD("b")]);
});

test("where nobody is asked, the page's own consent calls stay in force", () => {
  const { pixel, calls } = openPixel();
  pixel.fire(envelope("a"));
  assert.deepEqual(calls(), [["init", "111"], LEAD("a")]);
});
