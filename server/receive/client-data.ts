import type { ClientFacts } from "../http/client-facts.ts";
import type { EventRequest } from "./read-request.ts";
import { isRecord } from "./read-value.ts";

interface Sender {
  form: EventRequest["form"];
  fromBrowser: boolean;
  facts: ClientFacts;
}

/**
 * The entry with the client facts that count: for the `events` form those of the connection, whatever it brought;
 * for the single form its own, since a server speaks for its visitor, else the connection's if it is a browser's.
 */
export function withClientFacts(entry: unknown, { form, fromBrowser, facts }: Sender): unknown {
  if (!isRecord(entry)) return entry;
  const own = isRecord(entry.customerData) ? entry.customerData : {};
  const ofConnection = { client_ip_address: facts.address, client_user_agent: facts.userAgent };
  if (form === "events") return { ...entry, customerData: { ...own, ...ofConnection } };
  return fromBrowser ? { ...entry, customerData: { ...ofConnection, ...own } } : entry;
}
