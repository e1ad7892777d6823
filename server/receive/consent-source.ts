import { HttpError } from "../http/http-error.ts";

const CONSENT_SOURCES = "gcm cookieyes cookiebot complianz squarespace onetrust api gpc cache".split(" ");

/** Who told of a refusal, or undefined where that is not said. Throws HttpError 400 for anybody who can refuse nothing. */
export function readConsentSource(value: unknown): string | undefined {
  const source = CONSENT_SOURCES.find((known) => known === value);
  if (value !== undefined && !source)
    throw new HttpError(400, `consentSource has to be one of ${CONSENT_SOURCES.join(", ")}.`);
  return source;
}
