import type { Envelope, Identity } from "../types.ts";
import { cleanUrl, readUtmParams } from "../wire/clean-url.ts";
import type { CustomerData } from "../wire/customer-data.ts";
import { cutEmails, cutPersonal } from "../wire/cut-personal.ts";
import type { Consent, EventData } from "../wire/event.ts";
import { MAX_EVENT_ID_LENGTH } from "../wire/limits.ts";
import { toJson } from "../wire/to-json.ts";
import { prepareParameters } from "./event-parameters.ts";
import { sha256 } from "./sha256.ts";

/** Everything known of one call when it was made; what is still clear here ends here. */
export interface EnvelopeFacts {
  eventId: string;
  eventName: string;
  customData: Record<string, unknown>;
  customerData: CustomerData;
  /** Milliseconds since the epoch, of the call. */
  at: number;
  /** Page address at the call, uncleaned. */
  url: string;
  referrer: string;
  identity: Identity;
  /** What the visitor decided; absent where nobody asks. */
  consent?: Consent | undefined;
  /** Hears of each parameter that held something personal. */
  onCut?: ((key: string) => void) | undefined;
}

/** The event that travels, from what the page said and where it said it. */
export function toEnvelope(facts: EnvelopeFacts): Envelope {
  const { eventId: givenId, parameters } = prepareParameters(facts.customData, facts.onCut);
  const eventId = fitId(givenId ?? facts.eventId);
  const eventName = cutPersonal(facts.eventName);
  const { externalId, ...identity } = facts.identity;
  // JSON leaves out what is undefined.
  const event: { [Name in keyof EventData]: EventData[Name] | undefined } = {
    event_id: eventId,
    eventName,
    eventTime: Math.floor(facts.at / 1000),
    actionSource: "website",
    siteURL: cleanUrl(facts.url),
    referrer: cleanUrl(facts.referrer) || undefined,
    additionalData: parameters,
    customerData: externalId ? addExternalId(facts.customerData, externalId) : facts.customerData,
    utm_params: readUtmParams(facts.url),
    ...identity,
    consent: facts.consent,
  };
  return { eventId, eventName, json: toJson(event) };
}

/**
 * Ours first, the site's own behind it: whoever takes one alone takes the one that a server of the same site computes
 * from the visitor's cookie.
 */
function addExternalId(customerData: CustomerData, externalId: string): CustomerData {
  const ids = [...new Set([externalId].concat(customerData.external_id ?? []))];
  return { ...customerData, external_id: ids.length > 1 ? ids : externalId };
}

/**
 * An id that is too long or holds an e-mail address travels as its SHA-256. A hash and not a cut: two ids that differ
 * only in what would be cut are two events.
 */
const fitId = (id: string) => (id.length > MAX_EVENT_ID_LENGTH || cutEmails(id) !== id ? sha256(id) : id);
