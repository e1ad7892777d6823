import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { type Document, parseDocument, ROOT, readAllDocuments, readGuides } from "./read-documents.ts";

/** A heading's anchor, as code hosts make it. */
const toAnchor = (heading: string) =>
  heading
    .replace(/[`*]/g, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");

const anchorsOf = ({ prose }: Document) =>
  prose.flatMap((line) => {
    const [, heading] = /^#+ (.+)$/.exec(line) ?? [];
    return heading ? [toAnchor(heading)] : [];
  });

/** Link targets of a document, images among them; not those of other hosts. */
const linksOf = ({ prose }: Document) =>
  [...prose.join("\n").matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target as string)
    .filter((target) => !/^[a-z]+:/.test(target));

/** The links of a document that lead nowhere. */
function findDeadLinks(document: Document): string[] {
  return linksOf(document).filter((link) => {
    const [target = "", anchor] = link.split("#");
    if (!target) return !anchorsOf(document).includes(anchor ?? "");
    const path = normalize(join(dirname(document.path), target));
    if (!existsSync(join(ROOT, path))) return true;
    return (
      anchor !== undefined && !anchorsOf(parseDocument(path, readFileSync(join(ROOT, path), "utf8"))).includes(anchor)
    );
  });
}

test("every link within the project leads to a file, and every anchor to a heading", () => {
  const documents = readAllDocuments();
  assert.ok(documents.flatMap(linksOf).length > 80);
  for (const document of documents) assert.deepEqual(findDeadLinks(document), [], document.path);
});

test("a link to a missing file or heading is found", () => {
  const document = parseDocument("docs/x.md", "# A “b” c\n[1](#a-b-c) [2](#d) [3](install.md#nuxt) [4](gone.md)");
  assert.deepEqual(findDeadLinks(document), ["#d", "gone.md"]);
});

test("every page of docs/ is linked from the README, and every picture is shown, with words for who cannot see it", () => {
  const guides = readGuides();
  const fromReadme = guides.filter(({ path }) => path === "README.md").flatMap(linksOf);
  for (const { path } of guides) {
    if (path === "README.md") continue;
    assert.ok(
      fromReadme.some((link) => link.split("#")[0] === path),
      `README.md does not link ${path}`,
    );
  }
  const shown = guides.flatMap(({ prose }) => [...prose.join("\n").matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)]);
  for (const [, words = "", target] of shown) assert.ok(words.length > 40, `${target} has no description`);
  const pictures = globSync("docs/pictures/*", { cwd: ROOT }).map((path) => path.replace("docs/", ""));
  assert.deepEqual(shown.map(([, , target]) => target).sort(), pictures.sort());
  for (const picture of pictures) {
    const svg = readFileSync(join(ROOT, "docs", picture), "utf8");
    assert.match(svg, /<title id="title">[^<]+<\/title>/);
    assert.match(svg, /prefers-color-scheme: dark/);
    assert.doesNotMatch(svg, /<script|href=|@import|url\((?!#)/, `${picture} loads something`);
  }
});

test("prose stays within 120 columns and does not shout", () => {
  for (const { path, prose } of readGuides()) {
    for (const [index, line] of prose.entries()) {
      const place = `${path}:${index + 1}`;
      if (!line.trimStart().startsWith("|")) assert.ok(line.length <= 120, `${place} is ${line.length} columns wide`);
      assert.doesNotMatch(line.replace(/`[^`]*`|!\[|<!--/g, ""), /!/, `${place} shouts`);
    }
  }
});
