import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSettings } from "../../parse-settings.ts";
import type { SiteSettings, UrlTrigger } from "../../settings.ts";
import type { QueuedCall } from "../../wire/queued-call.ts";
import type { View } from "./page-views.ts";
import { createUrlTriggers } from "./url-triggers.ts";

const SITE = "https://shop.example";
const view = (path: string, time = 1000): View => ({ url: SITE + path, referrer: "", time });

function createScene() {
  const calls: QueuedCall[] = [];
  const kept: View[] = [];
  let callback: (settings: SiteSettings) => void = () => {};
  const triggers = createUrlTriggers({
    triggers: [],
    track: (call) => calls.push(call),
    settings: {
      onKnown(given) {
        callback = given;
      },
      latest: () => assert.fail(),
      refresh: async () => {},
    },
    keepView: (one) => kept.push(one),
  });
  const learn = (...list: UrlTrigger[]) => callback(parseSettings(JSON.stringify({ triggers: list })) ?? assert.fail());
  const fired = () => calls.splice(0).map((call) => `${call[1]} ${call.url?.replace(SITE, "")}`);
  return { triggers, learn, fired, calls, kept };
}

test("a trigger's event comes with its value and currency, and the view's own time and address", () => {
  const { triggers, learn, calls } = createScene();
  learn({ url: "/thanks", event: "Purchase", value: 40, currency: "EUR" });
  triggers.view(view("/thanks?order=7", 5));
  const [call] = calls;
  assert.deepEqual([call?.[0], call?.[1], call?.[2]], ["trackEvent", "Purchase", { value: 40, currency: "EUR" }]);
  assert.deepEqual([call?.time, call?.url], [5, `${SITE}/thanks?order=7`]);
});

test("views from before the settings came fire when they come, each once", () => {
  const { triggers, learn, fired } = createScene();
  triggers.view(view("/offer"));
  triggers.view(view("/thanks"));
  assert.deepEqual(fired(), []);
  learn({ url: "/thanks", event: "Lead" }, { url: "/offer", event: "ViewContent" });
  assert.deepEqual(fired(), ["ViewContent /offer", "Lead /thanks"]);
});

test("news of the settings fire what is new, and nothing again", () => {
  const { triggers, learn, fired } = createScene();
  learn({ url: "/thanks", event: "Lead" });
  triggers.view(view("/thanks"));
  learn({ url: "/thanks", event: "Lead", value: 5 }, { url: "/thanks", event: "Contact" });
  assert.deepEqual(fired(), ["Lead /thanks", "Contact /thanks"]);
});

test("the same address fires again with the next view of it", () => {
  const { triggers, learn, fired } = createScene();
  learn({ url: "/thanks", event: "Lead" });
  triggers.view(view("/thanks"));
  triggers.view(view("/thanks"));
  assert.deepEqual(fired(), ["Lead /thanks", "Lead /thanks"]);
});

test("two triggers of one event count once for a view, the first with its value, and no trigger doubles the page view", () => {
  const { triggers, learn, calls } = createScene();
  learn(
    { url: "/thanks?order=7", event: "Lead", value: 7 },
    { url: "/thanks", event: "Lead" },
    { url: "/thanks", event: "PageView" },
  );
  triggers.view(view("/thanks?order=7"));
  assert.deepEqual(
    calls.map((call) => call[2]),
    [{ value: 7, currency: undefined }],
  );
});

test("views that still wait when the page is left are kept for the next one, and fire here no more", () => {
  const { triggers, learn, fired, kept } = createScene();
  triggers.view(view("/thanks"));
  triggers.leave();
  assert.deepEqual(kept, [view("/thanks")]);
  learn({ url: "/thanks", event: "Lead" });
  triggers.leave();
  assert.deepEqual(fired(), []);
  assert.equal(kept.length, 1);
});
