import type { BlockedRow } from "../wire/bodies.ts";

/** One line of the panel. */
export interface Entry {
  state: "sent" | "waiting" | "withheld" | "failed";
  title: string;
  /** Why it is so, in one sentence; empty where the values say it. */
  why: string;
  values: readonly (readonly [name: string, value: string])[];
  eventId?: string;
}

const REASONS = {
  denied: "The visitor refused consent.",
  no_decision: "The visitor has not decided about consent.",
  gpc: "The browser sends Global Privacy Control.",
  bot: "The browser's name reads like a program's",
  rule: "A rule of the site's settings keeps it back",
} satisfies Record<BlockedRow["reason"], string>;

const toText = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** Of a customer the names of the fields alone; what travels is hashed, and even that is nobody's to read here. */
function toValues(event: Record<string, unknown>): Entry["values"] {
  const { additionalData, customerData, siteURL, event_id } = event;
  return [
    ...Object.entries(Object(additionalData)).map(([name, value]) => [name, toText(value)] as const),
    ...Object.keys(Object(customerData)).map((name) => [name, "hashed"] as const),
    ["page", toText(siteURL)],
    ["event id", toText(event_id)],
  ];
}

const HELD = "The call is valid; the event waits for consent.";

const KEPT = "The event is stored; it waits until it is known whether this site asks for consent.";

/** The panel's lines, newest first, after one more note of the tag; a note that cannot be read changes nothing. */
export function addNote(entries: readonly Entry[], told: readonly unknown[]): readonly Entry[] {
  const [kind, subject, detail] = told;
  const without = (entry: Entry | undefined) => entries.filter((one) => one !== entry);
  if (kind === "called") {
    const values = [["event id", toText(subject)]] as const;
    return [{ state: "waiting", title: toText(detail), why: HELD, values, eventId: toText(subject) }, ...entries];
  }
  if (kind === "sent" || kind === "kept") {
    const event = JSON.parse(toText(subject)) as Record<string, unknown>;
    const eventId = toText(event.event_id);
    const state = kind === "sent" ? { state: "sent", why: "" } : { state: "waiting", why: KEPT };
    const entry = { ...state, title: toText(event.eventName), values: toValues(event), eventId } as Entry;
    return [entry, ...entries.filter((one) => one.eventId !== eventId)];
  }
  if (kind === "released") {
    return entries.map((one) => (one.why === KEPT ? { ...one, state: "sent", why: "" } : one));
  }
  if (kind === "withheld") {
    const { eventType, reason, detail: which, consentSource } = subject as BlockedRow;
    const named = [which, consentSource].filter(Boolean).join(", ");
    const why = `${REASONS[reason] ?? reason}${named ? ` (${named})` : ""}`;
    const waiting = entries.filter(({ state, title }) => state === "waiting" && title === eventType).pop();
    return [{ state: "withheld", title: eventType, why, values: [] }, ...without(waiting)];
  }
  return kind === "said"
    ? [{ state: "failed", title: "Nothing sent", why: toText(subject), values: [] }, ...entries]
    : entries;
}
