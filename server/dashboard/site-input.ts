import * as v from "valibot";
import { HttpError } from "../http/http-error.ts";
import { parseSites, type Site } from "../sites/site.ts";

/** A site as the dashboard shows it: every setting, and of a token only whether there is one. */
export function toSiteBody(site: Site, readOnly: boolean) {
  const { pixels, ...rest } = site;
  return {
    ...rest,
    pixels: pixels.map(({ id, accessToken, testEventCode }) => ({
      id,
      hasToken: accessToken !== undefined,
      testEventCode: testEventCode ?? null,
    })),
    readOnly,
  };
}

const settingsSchema = v.looseObject({
  pixels: v.optional(
    v.array(
      v.strictObject({
        id: v.string(),
        /** Absent: what is stored stays. Null: it is removed. */
        accessToken: v.optional(v.nullable(v.string())),
        testEventCode: v.optional(v.nullable(v.string())),
      }),
    ),
    [],
  ),
});

/**
 * The site after a change of its settings: what the body does not name gets its default, id, key and the tokens that
 * are not replaced stay. Throws HttpError 400 that names the setting and what to write, never a token's value.
 */
export function changeSite(site: Site, body: unknown): Site {
  const parsed = v.safeParse(settingsSchema, body);
  if (!parsed.success) {
    const place = parsed.issues[0].path?.map(({ key }) => String(key)).join(".") ?? "the body";
    throw new HttpError(400, `${place} cannot be used: send the site's settings as they were read, with your changes.`);
  }
  const { pixels, id: _id, apiKey: _key, previousKeys: _keys, readOnly: _readOnly, ...settings } = parsed.output;
  const known = new Map(site.pixels.map((pixel) => [pixel.id, pixel.accessToken]));
  const changed = {
    ...settings,
    id: site.id,
    apiKey: site.apiKey,
    previousKeys: site.previousKeys,
    pixels: pixels.map(({ id, accessToken, testEventCode }) => {
      const token = accessToken === undefined ? known.get(id) : (accessToken?.trim() ?? "");
      return { id, ...(token && { accessToken: token }), ...(testEventCode && { testEventCode }) };
    }),
  };
  return readSite(changed);
}

/** One site from untyped values. Throws HttpError 400. */
export function readSite(value: unknown): Site {
  try {
    const [site] = parseSites({ sites: [value] });
    return site as Site;
  } catch (error) {
    throw new HttpError(400, `${sayPlainly((error as Error).message)}.`);
  }
}

/** A setting's problem for a form: "currency: write …" instead of the path in a file. */
const sayPlainly = (problem: string) => problem.replace(/^sites\.0\.?/, "").replace(/^(\S+) write /, "$1: write ");
