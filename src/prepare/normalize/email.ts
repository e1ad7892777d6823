/** Longer than any mailbox can be (254 bytes), short enough that the pattern below stays cheap on hostile input. */
const MAX_EMAIL_LENGTH = 1_000;

const ATOM = "[\\w!#$%&'*+/=?^`{|}~-]+";
const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";

// Meta's own address pattern, its optional colon before a dot included: what Meta refuses cannot match, and what Meta
// takes must not be lost.
const EMAIL = new RegExp(`^${ATOM}(?::?\\.${ATOM})*@(?:${LABEL}\\.)+${LABEL}$`);

/** Trims and lower-cases an e-mail address; `+tags` and dots stay. What Meta would not take as an address gives `""`. */
export function normalizeEmail(text: string): string {
  const address = text.trim().toLowerCase().trim();
  return address.length <= MAX_EMAIL_LENGTH && EMAIL.test(address) ? address : "";
}
