// @ts-check

/** What each customer field is the hash of, in words that need no knowledge of Meta's field names. */
const HASH_OF = new Map([
  ["em", "an e-mail address"],
  ["ph", "a phone number"],
  ["fn", "a first name"],
  ["ln", "a last name"],
  ["ge", "a gender"],
  ["db", "a date of birth"],
  ["ct", "a city"],
  ["st", "a state or province"],
  ["zp", "a postcode"],
  ["country", "a country"],
  ["external_id", "the site's own visitor id"],
]);

/** @type {[string, string | ((value: unknown) => string)][]} */
const NOTE_ENTRIES = [
  ["client_ip_address", "seen by the ingest"],
  ["client_user_agent", "the visitor's browser"],
  ["fbp", "Meta's cookie for this browser"],
  ["fbc", "Meta's id of the ad click"],
  ["event_id", "the same in every attempt"],
  ["event_time", (value) => timeOf(value, 1000)],
  ["eventTime", (value) => timeOf(value, 1000)],
  ["sentAt", (value) => timeOf(value, 1)],
  ["timestamp", (value) => timeOf(value, 1)],
];
const NOTES = new Map(NOTE_ENTRIES);

/** @param {unknown} value @param {number} msPerUnit */
function timeOf(value, msPerUnit) {
  const time = new Date(Number(value) * msPerUnit);
  return Number.isNaN(time.getTime())
    ? ""
    : time.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}

/**
 * Whether a text looks like the hash of a value: 64 lower-case hexadecimal digits.
 *
 * @param {unknown} value
 */
export function isHash(value) {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

/**
 * A plain sentence about one value of a payload, e.g. "hash of an e-mail address"; `""` where the key says enough.
 *
 * @param {string} key The nearest key; entries of a list have their list's.
 * @param {unknown} value
 * @returns {string}
 */
export function fieldNote(key, value) {
  if (isHash(value)) return HASH_OF.has(key) ? `hash of ${HASH_OF.get(key)}` : "a hash";
  if (typeof value === "object") return "";
  const note = NOTES.get(key);
  return typeof note === "function" ? note(value) : (note ?? "");
}
