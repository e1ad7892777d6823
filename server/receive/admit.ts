import type { IncomingMessage } from "node:http";
import { MAX_BODY_BYTES } from "../../src/wire/limits.ts";
import type { ClientFacts, ReadClientFacts } from "../http/client-facts.ts";
import { readBody } from "../http/read-body.ts";
import { authenticate } from "../sites/authenticate.ts";
import { checkOrigin } from "../sites/origins.ts";
import type { Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import type { Traffic } from "./traffic.ts";

/** What stands between a request from outside and its handling. */
export interface Gate {
  sites: Sites;
  traffic: Traffic;
  readClientFacts: ReadClientFacts;
}

/** A request that may go on. */
export interface Admitted<Body> {
  site: Site;
  facts: ClientFacts;
  body: Body;
}

interface Envelope {
  siteId: string;
  apiKey: string | undefined;
}

/**
 * Reads a public request: its rate, its size, its form, its key, its origin, in the order of what they cost.
 * `parse` gets the text and the key in the header; `count` says how many events the body brings.
 * Throws HttpError 401, 403, 413 or 429, and what `parse` throws.
 */
export async function admit<Body extends Envelope>(
  { sites, traffic, readClientFacts }: Gate,
  incoming: IncomingMessage,
  { parse, count }: { parse: (text: string, headerKey: string | undefined) => Body; count: (body: Body) => number },
): Promise<Admitted<Body>> {
  const { headers } = incoming;
  const facts = readClientFacts(incoming);
  traffic.admitRequest(facts.address);
  const key = headers["api-key"];
  const body = parse(await readBody(incoming, MAX_BODY_BYTES), Array.isArray(key) ? key[0] : key);
  const site = authenticate(sites, body);
  checkOrigin(site, headers.origin);
  traffic.admitEvents(facts.address, site.id, count(body));
  return { site, facts, body };
}
