// @ts-check

/** @type {[name: RegExp, meaning: string][]} */
const MEANINGS = [
  [/^_pf_no_consent_decision$/, "The banner is open; for the session."],
  [/^_pf_consent_source$/, "Whose banner it is; “api” is the page’s own."],
  [/^_pf_consent$/, "Your answer and its time, and nothing about you."],
  [/^_pf_uid$/, "Visitor id, only after consent."],
  [/^_fbp$/, "Meta’s browser id, only after consent."],
  [/^_fbc$/, "The ad click that brought you, only after consent."],
  [/^_pf_attribution$/, "First and latest visit’s origin, only after consent."],
  [/^_pf_settings:/, "The site’s settings, the same for everybody."],
  [/^_pf_outbox:/, "Events on their way, hashed; gone once the ingest has them."],
  [/^_pf_sent:/, "Ids of what was sent, so that it can be withdrawn."],
  [/^_pf_(owner|lease|taken)/, "Marks this page as open, so that no other sends its events."],
];
const LONGEST_VALUE = 160;

/** @param {string} name @param {string} value */
function decode(name, value) {
  try {
    const text = decodeURIComponent(value);
    return name === "_pf_consent" ? atob(text) : text;
  } catch {
    return value;
  }
}

/**
 * What PixelFlow and Meta have in this browser for this site, with what each of it is for.
 *
 * @returns {{ where: "in a cookie" | "in storage", name: string, value: string, meaning: string }[]}
 */
export function readStored() {
  const cookies = document.cookie.split("; ").map((pair) => /** @type {const} */ (["in a cookie", ...cut(pair)]));
  const storage = Object.entries(localStorage).map((entry) => /** @type {const} */ (["in storage", ...entry]));
  return [...cookies, ...storage]
    .filter(([, name]) => /^(_pf_|pf_|_fb[pc]$)/.test(name))
    .map(([where, name, value]) => {
      const text = decode(name, value);
      const meaning = MEANINGS.find(([pattern]) => pattern.test(name))?.[1] ?? "";
      return { where, name, meaning, value: text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text };
    })
    .sort((a, b) => a.where.localeCompare(b.where) || a.name.localeCompare(b.name));
}

/** @param {string} pair @returns {[string, string]} */
function cut(pair) {
  const [name = "", ...rest] = pair.split("=");
  return [name, rest.join("=")];
}
