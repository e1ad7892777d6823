import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { SITE } from "./test-site.ts";

const KEPT = join(import.meta.dirname, "../../compatibility");

/** Names of the stubs that pages may carry, oldest form first: `vendor`, and the versions of ours. */
export const KEPT_STUBS = readVersions("stubs");
/** Versions of the tag that were released. */
export const KEPT_TAGS = readVersions("bundles");

/** The code of a released tag. */
export const readKeptTag = (version: string) => readFileSync(join(KEPT, "bundles", `${version}.js`), "utf8");

/** A released stub as a merchant pasted it then, for the test site; the tag's address is `/v1/pixelflow.js`. */
export function pasteKeptStub(version: string, endpoint: string): string {
  const fillings = {
    YOUR_SITE_ID: SITE.site,
    YOUR_API_KEY: SITE.key,
    "https://YOUR_INGEST/event": endpoint,
    "https://YOUR_CDN/v1/pixelflow.js": "/v1/pixelflow.js",
  };
  let code = readFileSync(join(KEPT, "stubs", `${version}.js`), "utf8");
  for (const [placeholder, value] of Object.entries(fillings)) code = code.replaceAll(placeholder, () => value);
  return `<script>${code}</script>`;
}

function readVersions(folder: string): string[] {
  const names = readdirSync(join(KEPT, folder)).filter((file) => file.endsWith(".js"));
  return names
    .map((file) => basename(file, ".js"))
    .sort((a, b) => Number(/^\d/.test(a)) - Number(/^\d/.test(b)) || a.localeCompare(b, "en", { numeric: true }));
}
