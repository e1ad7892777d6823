import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Fields of package.json that a page's developer has a use for; the ingest's packages and our tools are not among them. */
const FIELDS = ["name", "version", "description", "license", "private", "types", "unpkg", "jsdelivr", "exports"];
const DOCUMENTS = ["README.md", "LICENSE"];

/**
 * Lays out what pages install in `dist/package/`, from what the build has made, and gives that folder's path: the tag,
 * the snippet, the types and the manifest, and no package besides. The repository itself would bring the ingest's.
 */
export function stagePackage(root: string): string {
  const staged = join(root, "dist/package");
  rmSync(staged, { recursive: true, force: true });
  const manifest = JSON.parse(readFileSync(join(root, "dist/manifest.json"), "utf8"));
  for (const file of [...Object.keys(manifest.files), "manifest.json"]) {
    cpSync(join(root, "dist", file), join(staged, file));
  }
  for (const file of DOCUMENTS) cpSync(join(root, file), join(staged, file));
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const fields = JSON.stringify(Object.fromEntries(FIELDS.map((field) => [field, own[field]])), null, 2);
  writeFileSync(join(staged, "package.json"), `${fields.replaceAll("./dist/", "./")}\n`);
  return staged;
}
