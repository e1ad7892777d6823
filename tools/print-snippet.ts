// `npm run snippet -- --site … --key … --endpoint … --bundle … [--consent …]`: the snippet filled in, and what a page
// with a content security policy has to allow for it.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build, isStale } from "../build.mjs";
import { fillSnippet, type SnippetValues } from "../snippet/fill-snippet.ts";

const USAGE = `npm run snippet -- --site ID --key KEY --endpoint https://ingest.example/event \\
    --bundle https://cdn.example/v1/pixelflow.js [--consent off|opt_in|opt_out|auto]`;

const CONSENT_MODES = ["off", "opt_in", "opt_out", "auto"];

function readValues(): SnippetValues | { problem: string } {
  const text = { type: "string" } as const;
  let values: { site?: string; key?: string; endpoint?: string; bundle?: string; consent?: string };
  try {
    values = parseArgs({ options: { site: text, key: text, endpoint: text, bundle: text, consent: text } }).values;
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
  return { site, key, endpoint, bundle, consent: consent as NonNullable<SnippetValues["consent"]> };
}

const values = readValues();
if ("problem" in values) {
  console.error(`${values.problem}\n\n${USAGE}`);
  process.exitCode = 1;
} else {
  if (await isStale()) await build({ log: () => {} });
  const template = await readFile(join(import.meta.dirname, "../dist/snippet.html"), "utf8");
  const snippet = fillSnippet(template, values).trim();
  const script = snippet.replace(/^<script>|<\/script>$/g, "");
  const hash = `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  console.log(`${snippet}

Paste it into the page's <head>, before other scripts. A page with a content security policy allows it by this hash
(or by a nonce="…" on the tag) and these sources:

script-src ${hash} ${new URL(values.bundle).origin}
connect-src ${new URL(values.endpoint).origin}`);
}
