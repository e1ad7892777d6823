// Builds everything the browser gets, in this order: bundle, minify, stamp the version, measure, compare with the
// budgets in package.json, publish under public/. `node build.mjs` builds; other scripts import `build`.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, glob, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";
import { minify } from "terser";
import { fillSnippet } from "./snippet/fill-snippet.ts";
import { deriveTables } from "./tools/derive-tables.ts";
import { OWN_NAMES } from "./tools/own-names.ts";

/** The browser floor, in the build's terms: Chrome and Edge 80, Firefox 74, Safari 13.1. src/tsconfig.json holds it too. */
const TARGET = "es2020";
/** `npm start` and the demo pages use these; other sites fill in their own. */
export const DEMO = {
  site: "demo",
  key: "demo-key",
  endpoint: "http://127.0.0.1:8787/event",
  bundle: "/v1/pixelflow.js",
};

const root = new URL("./", import.meta.url);
const at = (path) => new URL(path, root);
const read = (path) => readFile(at(path), "utf8");

/** Builds into dist/ and public/; rejects with an Error that names what is wrong. */
export async function build({ log = console.log } = {}) {
  const { version, budgets } = JSON.parse(await read("package.json"));
  await mkdir(at("dist/"), { recursive: true });

  // Phone plans and country names, from the libraries that know them; too large to ship, and not to be typed by hand.
  for (const { path, text } of await deriveTables()) {
    await mkdir(at(path.slice(0, path.lastIndexOf("/"))), { recursive: true });
    await writeFile(at(path), text);
  }

  const tag = await bundleAndMinify({ entry: "src/main.ts", file: "pixelflow.js", version });
  const stub = await bundleAndMinify({ entry: "snippet/snippet.ts", file: "snippet.js", version });
  const html = `<script>${stub.code.trim().replace(/;$/, "")}</script>\n`;
  const files = {
    "pixelflow.js": tag.code,
    "pixelflow.js.map": tag.map,
    "snippet.js": stub.code,
    "snippet.html": html,
    "pixelflow.d.ts": await read("src/page-api.ts"),
  };
  const sizes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, measure(text)]));
  for (const [name, text] of Object.entries(files)) await writeFile(at(`dist/${name}`), text);
  await writeFile(at("dist/manifest.json"), `${JSON.stringify({ version, files: sizes }, null, 2)}\n`);

  await buildDashboard();
  await publish(version, html);
  await fillReadme(html, sizes);
  holdBudgets(budgets, sizes, log);
  return { version, sizes };
}

/** One file for the browser: bundled by esbuild, its last bytes taken by terser, with a source map of both. */
async function bundleAndMinify({ entry, file, version }) {
  const bundled = await esbuild.build({
    entryPoints: [entry],
    absWorkingDir: root.pathname,
    bundle: true,
    format: "iife",
    target: TARGET,
    // Esbuild and terser each know shortenings that the other does not.
    minifySyntax: true,
    mangleProps: new RegExp(`^(${OWN_NAMES.join("|")})$`),
    outfile: file,
    write: false,
    sourcemap: "external",
    define: { __VERSION__: JSON.stringify(version) },
    legalComments: "none",
    // The directive costs bytes and changes nothing for code that TypeScript has checked.
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
  });
  const text = (ending) => bundled.outputFiles.find(({ path }) => path.endsWith(ending)).text;
  const minified = await minify(
    { [file]: text(".js") },
    {
      ecma: 2020,
      toplevel: true,
      compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
      format: { quote_style: 2, comments: false },
      sourceMap: { content: text(".js.map"), filename: file, url: `${file}.map`, includeSources: true },
    },
  );
  const code = minified.code.replace(/\n?\/\/# sourceMappingURL=.*$/, "");
  // The map stays beside the file and out of it when the code is pasted into a page.
  return entry.startsWith("snippet/")
    ? { code: `${code}\n`, map: minified.map }
    : { code: `/* PixelFlow ${version} */${code}\n//# sourceMappingURL=${file}.map\n`, map: minified.map };
}

/** What travels, in bytes, and the hash that `integrity="…"` wants. */
function measure(text) {
  const bytes = Buffer.from(text);
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
    integrity: `sha384-${createHash("sha384").update(bytes).digest("base64")}`,
  };
}

/** The ingest's Events page; it is served from dist/dashboard/ by the ingest itself. */
async function buildDashboard() {
  if (!existsSync(at("server/dashboard/ui/main.tsx"))) return;
  await esbuild.build({
    // The chosen scheme is a file of its own that blocks the first paint: no flash, and nothing inline.
    entryPoints: { app: "server/dashboard/ui/main.tsx", theme: "public/js/theme.js" },
    absWorkingDir: root.pathname,
    outdir: "dist/dashboard",
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
  });
}

/** The tag under its mutable and its immutable address, and the current snippet in every page that shows it. */
async function publish(version, html) {
  for (const folder of [`public/v1/`, `public/${version}/`]) {
    await mkdir(at(folder), { recursive: true });
    for (const file of ["pixelflow.js", "pixelflow.js.map"]) await copyFile(at(`dist/${file}`), at(folder + file));
  }
  for await (const page of glob("public/**/*.html", { cwd: root.pathname })) {
    await pasteBetween(page, "pixelflow snippet", fillSnippet(html, DEMO).trim());
  }
}

/** The README shows the snippet and the sizes that were just built. */
async function fillReadme(html, sizes) {
  await pasteBetween("README.md", "snippet", `\n\`\`\`html\n${html.trim()}\n\`\`\``);
  const stub = `${sizes["snippet.js"].gzip} bytes gzip`;
  const tag = `${(sizes["pixelflow.js"].brotli / 1024).toFixed(1)} KiB brotli`;
  await pasteBetween("README.md", "sizes", `The snippet is ${stub}; the tag that it loads is ${tag}, everything in.`);
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`; a page without the marks is left alone. */
async function pasteBetween(path, name, text) {
  const before = await read(path);
  const after = before.replace(
    new RegExp(`(<!-- ${name} -->)[^]*?(\\s*<!-- /${name} -->)`, "g"),
    (_all, open, close) => `${open}\n${text}${close}`,
  );
  if (after !== before) await writeFile(at(path), after);
}

function holdBudgets(budgets, sizes, log) {
  const broken = [];
  for (const [path, limits] of Object.entries(budgets)) {
    for (const [encoding, limit] of Object.entries(limits)) {
      const size = sizes[path.replace("dist/", "")][encoding];
      log(`${path}: ${size} bytes ${encoding} of ${limit}`);
      if (size > limit) broken.push(`${path} is ${size} bytes ${encoding}; its budget is ${limit}`);
    }
  }
  if (broken.length) throw new Error(`Over budget:\n  ${broken.join("\n  ")}`);
}

/** Whether anything the build reads is newer than what it wrote. */
export async function isStale() {
  const built = await stat(at("dist/manifest.json")).catch(() => undefined);
  if (!built) return true;
  const inputs = ["build.mjs", "package.json", "package-lock.json"];
  for await (const path of glob("{src,snippet,public,tools,server/dashboard/ui}/**/*.{ts,tsx,css,html}", {
    cwd: root.pathname,
  })) {
    inputs.push(path);
  }
  for (const path of inputs) if ((await stat(at(path))).mtimeMs > built.mtimeMs) return true;
  return false;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await build().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
