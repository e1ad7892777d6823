import assert from "node:assert/strict";
import { test } from "node:test";
import { createCookieJar } from "./cookies.ts";

/** A page that counts how often its cookies are read. */
function openPage() {
  const cookies = new Map([["_fbp", "fb.1.2.3"]]);
  let reads = 0;
  Object.assign(globalThis, {
    location: { protocol: "https:", hostname: "www.shop.example" },
    document: {
      get cookie() {
        reads++;
        return [...cookies].map((pair) => pair.join("=")).join("; ");
      },
      set cookie(text: string) {
        const [, name = "", value = ""] = /^(.*?)=(.*?);/.exec(text) ?? [];
        cookies.set(name, value);
      },
    },
  });
  const jar = createCookieJar({ soon: (callback) => void Promise.resolve().then(callback) });
  return { jar, cookies, reads: () => reads };
}

test("whatever one look at the visitor needs to know, the page's cookies are read once for it", () => {
  const { jar, reads } = openPage();
  assert.equal(jar.readCookie("_fbp"), "fb.1.2.3");
  assert.equal(jar.readCookie("fbp"), undefined);
  assert.equal(jar.readCookie("_pf_uid"), undefined);
  assert.equal(reads(), 1);
});

test("what was written is there at once, and what others write as soon as they have had a turn", async () => {
  const { jar, cookies } = openPage();
  assert.equal(jar.readCookie("_pf_uid"), undefined);
  jar.writeCookie("_pf_uid", "visitor");
  assert.equal(jar.readCookie("_pf_uid"), "visitor");
  cookies.set("_pf_uid", "another");
  await null;
  assert.equal(jar.readCookie("_pf_uid"), "another");
});
