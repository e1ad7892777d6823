import { CUSTOMER_FIELDS, type HashedValue } from "../../src/wire/customer-data.ts";
import { cutEmails } from "../../src/wire/cut-personal.ts";
import { isRecord, readText } from "./read-value.ts";
import type { StoredCustomerData } from "./stored-event.ts";

const HASH = /^(?:[0-9a-f]{64}|[0-9a-f]{32})$/;
const HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const MAX_VALUES_PER_FIELD = 20;
const MAX_USER_AGENT_LENGTH = 1024;
const MAX_ADDRESS_LENGTH = 45;

/**
 * The identity in `customerData`: SHA-256 (or MD5) in hex, lower-cased, one or a list.
 * Everything else is dropped, so that clear personal data never reaches the store; the hash of "" is dropped too.
 * The two client facts are kept as they are, but for e-mail addresses. PHP writes an empty map as `[]`, which is read as one.
 */
export function readCustomerData(value: unknown): StoredCustomerData {
  if (!isRecord(value)) return {};
  const data: StoredCustomerData = {};
  for (const field of CUSTOMER_FIELDS) {
    const hashed = readHashed(value[field]);
    if (hashed) data[field] = hashed;
  }
  const address = readText(value.client_ip_address, MAX_ADDRESS_LENGTH);
  const userAgent = readText(value.client_user_agent, MAX_USER_AGENT_LENGTH);
  if (address && /^[0-9a-f:.]+$/i.test(address)) data.client_ip_address = address;
  // Programs that fetch pages name whom to write to.
  if (userAgent) data.client_user_agent = cutEmails(userAgent);
  return data;
}

function readHashed(value: unknown): HashedValue | undefined {
  if (!Array.isArray(value)) return readHash(value);
  const hashes = value
    .slice(0, MAX_VALUES_PER_FIELD)
    .map(readHash)
    .filter((hash) => hash !== undefined);
  const [first, ...others] = new Set(hashes);
  return first !== undefined && others.length > 0 ? [first, ...others] : first;
}

function readHash(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const hash = value.trim().toLowerCase();
  return HASH.test(hash) && hash !== HASH_OF_NOTHING ? hash : undefined;
}
