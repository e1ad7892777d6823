import { readFile } from "node:fs/promises";
import { parseJson } from "../http/parse-json.ts";
import { SettingsError } from "../settings.ts";
import { parseSites, type Site } from "./site.ts";

/** The sites in a JSON file. Throws a SettingsError that names the file and the place in it. */
export async function readSitesFile(path: string): Promise<Site[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new SettingsError(`SITES_FILE: ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    // The parser's own message quotes the text around the mistake, which may be a token.
    throw new SettingsError(`SITES_FILE: ${path} is not valid JSON: look for a missing quote, comma or bracket.`);
  }
  try {
    return parseSites(value);
  } catch (error) {
    throw new SettingsError(`SITES_FILE: in ${path}, ${(error as Error).message}.`);
  }
}
