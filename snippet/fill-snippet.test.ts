import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { fillSnippet } from "./fill-snippet.ts";

const TEMPLATE =
  '<script>install({siteId:"YOUR_SITE_ID",apiKey:"YOUR_API_KEY",apiEndpoint:"https://YOUR_INGEST/event",consentMode:"off"},"https://YOUR_CDN/v1/pixelflow.js")</script>';

const VALUES = {
  site: "wp_0123456789abcdef",
  key: "key",
  endpoint: "https://ingest.example/event",
  bundle: "https://cdn.example/v1/pixelflow.js",
};

/** What a browser hands to the stub when it meets the filled snippet. */
function paste(html: string): unknown {
  // As the HTML parser does: the script ends at the first `</script`, whatever the script thinks.
  const script = /^<script>(.*?)<\/script/is.exec(html)?.[1] ?? "";
  let installed: unknown;
  runInNewContext(script, {
    install: (settings: object, bundle: string) => {
      installed = { ...settings, bundle };
    },
  });
  return installed;
}

test("the filled snippet hands the stub exactly what the site owner wrote", () => {
  assert.deepEqual(paste(fillSnippet(TEMPLATE, VALUES)), {
    siteId: VALUES.site,
    apiKey: VALUES.key,
    apiEndpoint: VALUES.endpoint,
    consentMode: "off",
    bundle: VALUES.bundle,
  });
});

test("the consent mode is the one that was asked for", () => {
  const filled = fillSnippet(TEMPLATE, { ...VALUES, consent: "opt_in" });
  assert.ok(filled.includes('consentMode:"opt_in"'));
});

test("no value breaks out of its string or of the script, and none is mistaken for a placeholder", () => {
  const awkward = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "</script><script>alert(1)",
      "<!--",
      '"',
      "\\",
      "$&",
      "$`",
      "\u2028",
      "YOUR_API_KEY",
      "YOUR_SITE_ID",
    ),
  );
  fc.assert(
    fc.property(awkward, awkward, awkward, awkward, (site, key, endpoint, bundle) => {
      assert.deepEqual(paste(fillSnippet(TEMPLATE, { site, key, endpoint, bundle })), {
        siteId: site,
        apiKey: key,
        apiEndpoint: endpoint,
        consentMode: "off",
        bundle,
      });
    }),
  );
});

test("a template that lacks a placeholder is refused by name instead of being filled by half", () => {
  for (const placeholder of ["YOUR_SITE_ID", "YOUR_API_KEY", "YOUR_INGEST", "YOUR_CDN", "consentMode"]) {
    const template = TEMPLATE.replace(placeholder, "SOMETHING_ELSE");
    assert.throws(() => fillSnippet(template, VALUES), new RegExp(`no .*${placeholder}.*npm run build`));
  }
});

test("a tag that is pinned by its hash is loaded with it, and in the mode that lets the browser compare", () => {
  const template = TEMPLATE.replace("install(", "script={src:0,nonce:0};install(");
  const integrity = "sha384-abc+/=";
  assert.match(
    fillSnippet(template, { ...VALUES, integrity }),
    /\{src:0,integrity:"sha384-abc\+\/=",crossOrigin:"",nonce:0\}/,
  );
  assert.doesNotMatch(fillSnippet(template, VALUES), /integrity|crossOrigin/);
  assert.throws(() => fillSnippet(TEMPLATE, { ...VALUES, integrity }), /nonce/);
});
