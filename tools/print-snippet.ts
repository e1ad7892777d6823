// `npm run snippet -- --site … --key … --endpoint … --bundle … [--consent …] [--integrity]`: the snippet filled in, and what a page
// with a content security policy has to allow for it.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build, isStale } from "../build.mjs";
import { fillSnippet, type SnippetValues } from "../snippet/fill-snippet.ts";

const USAGE = `npm run snippet -- --site ID --key KEY --endpoint https://ingest.example/event \\
    --bundle https://cdn.example/v1/pixelflow.js [--consent off|opt_in|opt_out|auto] \\
    [--integrity]  (the browser runs exactly this version's tag; --bundle has to be its address by version)`;

const CONSENT_MODES = ["off", "opt_in", "opt_out", "auto"];

function readValues(): (Omit<SnippetValues, "integrity"> & { isPinned: boolean }) | { problem: string } {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  let values: {
    site?: string;
    key?: string;
    endpoint?: string;
    bundle?: string;
    consent?: string;
    integrity?: boolean;
  };
  try {
    const options = { site: text, key: text, endpoint: text, bundle: text, consent: text, integrity: flag };
    values = parseArgs({ options }).values;
  } catch (error) {
    return { problem: (error as Error).message };
  }
  const { site, key, endpoint, bundle, consent = "off" } = values;
  if (!site || !key || !endpoint || !bundle) {
    const missing = ["site", "key", "endpoint", "bundle"].filter((name) => !values[name as keyof typeof values]);
    return { problem: `Missing: ${missing.map((name) => `--${name}`).join(", ")}` };
  }
  if (!CONSENT_MODES.includes(consent)) return { problem: `--consent is one of ${CONSENT_MODES.join(", ")}` };
  for (const [name, address] of Object.entries({ endpoint, bundle })) {
    if (!/^https?:$/.test(URL.parse(address)?.protocol ?? "")) {
      return { problem: `--${name} must be a complete http(s) address such as https://example.com/…` };
    }
  }
  if (values.integrity && /\/v1\//.test(bundle)) {
    return { problem: "--integrity needs the tag's address by version: /v1/ changes with every release" };
  }
  return {
    site,
    key,
    endpoint,
    bundle,
    consent: consent as NonNullable<SnippetValues["consent"]>,
    isPinned: Boolean(values.integrity),
  };
}

const values = readValues();
if ("problem" in values) {
  console.error(`${values.problem}\n\n${USAGE}`);
  process.exitCode = 1;
} else {
  if (await isStale()) await build({ log: () => {} });
  const template = await readFile(join(import.meta.dirname, "../dist/snippet.html"), "utf8");
  const manifest = JSON.parse(await readFile(join(import.meta.dirname, "../dist/manifest.json"), "utf8"));
  const integrity = values.isPinned ? { integrity: manifest.files["pixelflow.js"].integrity as string } : {};
  const snippet = fillSnippet(template, { ...values, ...integrity }).trim();
  const script = snippet.replace(/^<script>|<\/script>$/g, "");
  const hash = `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  console.log(`${snippet}

Paste it into the page's <head>, before other scripts. A page with a content security policy allows it by this hash
(or by a nonce="…" on the tag) and these sources:

script-src ${hash} ${new URL(values.bundle).origin}
connect-src ${new URL(values.endpoint).origin}

Where the policy says require-trusted-types-for 'script', allow the policy's name: trusted-types pixelflow`);
}
