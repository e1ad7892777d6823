import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSettings } from "../../parse-settings.ts";
import { createFakeClock } from "../../test-support/fake-clock.ts";
import { onFurtherView, type View } from "./page-views.ts";

const START = "https://shop.example/list?utm_source=mail&fbclid=A1";

function createScene({ hashRoutes = false } = {}) {
  const clock = createFakeClock();
  let url = START;
  let changed = () => {};
  const views: View[] = [];
  const settings = parseSettings(JSON.stringify({ hashRoutes })) ?? assert.fail();
  onFurtherView(
    {
      clock,
      readPage: () => ({ url, referrer: "https://search.example/" }),
      onRouteChange(callback) {
        changed = callback;
      },
      settings: { onKnown: (callback) => callback(settings), latest: () => settings, refresh: async () => {} },
    },
    (view) => views.push(view),
  );
  return {
    clock,
    /** Changes the address as often as there are addresses, all in one task. */
    go(...addresses: string[]) {
      for (const address of addresses) {
        url = new URL(address, url).href;
        changed();
      }
      clock.pass(1);
    },
    /** What was viewed, without the origin, and from where. */
    seen: () =>
      views.splice(0).map((view) => [view.url, view.referrer].map((text) => text.replace("https://shop.example", ""))),
    views,
  };
}

test("another path or another query is a view, and the address before is its referrer", () => {
  const { go, seen } = createScene();
  go("/item/7");
  go("/item/7?size=2");
  go("/list");
  const from = START.replace("https://shop.example", "");
  assert.deepEqual(seen(), [
    ["/item/7", from],
    ["/item/7?size=2", "/item/7"],
    ["/list", "/item/7?size=2"],
  ]);
});

const SAME: [change: string, ...addresses: string[]][] = [
  ["the same address again", START, START],
  ["a place on the page", "#reviews"],
  ["a fragment that would be a route elsewhere", "#/cart"],
  ["campaign parameters taken away", "/list"],
  ["a last slash", "/list/"],
  ["there and back in one task", "/item/7", START],
];

for (const [change, ...addresses] of SAME)
  test(`no view: ${change}`, () => {
    const { go, seen } = createScene();
    go(...addresses);
    assert.deepEqual(seen(), []);
  });

test("a redirect within a task is one view, of the address where it ends and the time when it began", () => {
  const { go, seen, views, clock } = createScene();
  const began = clock.now();
  go("/account", "/login");
  assert.equal(views[0]?.time, began);
  assert.deepEqual(
    seen().map(([url]) => url),
    ["/login"],
  );
});

test("fragments are views where the site says that they are its routes, and places on the page are not", () => {
  const { go, seen } = createScene({ hashRoutes: true });
  go("#/cart");
  go("#/cart", "#/cart");
  go("#!/pay");
  go("#/");
  go("#terms");
  assert.deepEqual(
    seen().map(([url]) => url?.replace(/.*#/, "#")),
    ["#/cart", "#!/pay", "#/", "#terms"],
  );
  go("#privacy");
  assert.deepEqual(seen(), []);
});
