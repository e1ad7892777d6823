import { HttpError } from "../http/http-error.ts";
import type { Site } from "./site.ts";
import type { Sites } from "./sites.ts";

/** The site whose API key this is, or was until a while ago that is not over. Throws HttpError 401, the same for an unknown site and for a wrong key. */
export function authenticate(sites: Sites, { siteId, apiKey }: { siteId: string; apiKey: string | undefined }): Site {
  const site = sites.find(siteId);
  if (!site || !isKeyOf(site, apiKey)) throw new HttpError(401, "Invalid API key");
  return site;
}

function isKeyOf({ apiKey, previousKeys }: Site, given: string | undefined): boolean {
  return apiKey === given || previousKeys.some(({ key, until }) => key === given && until > Date.now());
}
