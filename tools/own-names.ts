/**
 * Properties that nobody but the tag's own code reads; the build gives them names of one letter.
 *
 * Never one that travels, is stored, that the page or the snippet sees, or that belongs to the browser or to somebody
 * else's script. The test beside this file refuses those it can tell; a new property keeps its name until it is written
 * here, so to forget one costs bytes and breaks nothing.
 */
export const OWN_NAMES = [
  "batch",
  "beacon",
  "clearTimer",
  "drain",
  "envelope",
  "failingMs",
  "failures",
  "forbid",
  "giveUp",
  "hold",
  "isForbidden",
  "known",
  "maxBytes",
  "maxEvents",
  "methods",
  "nameOf",
  "net",
  "newEventId",
  "onLoss",
  "outbox",
  "outcome",
  "readPage",
  "retryNow",
  "soon",
  "timeoutMs",
  "whenUserDataKnown",
] as const;
