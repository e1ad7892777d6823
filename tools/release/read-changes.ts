/**
 * What CHANGELOG.md says of one version: the text below its heading. Throws an Error that says which heading to write
 * when there is none, or nothing below it.
 */
export function readChanges(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split("\n", 1)[0]?.trim() === version);
  const changes = section?.slice(section.indexOf("\n")).trim();
  if (!changes) throw new Error(`CHANGELOG.md says nothing of ${version}; write what changed below "## ${version}".`);
  return changes;
}
