import type { GraphEvent, GraphUserData } from "./graph-types.ts";

/** Why Meta would refuse an event. */
export interface Violation {
  reason: string;
  error: string;
}

/** The one rule that time breaks. */
export const EXPIRED: Violation = { reason: "expired", error: "Meta takes no event older than seven days." };

type Rule = (event: GraphEvent) => Violation | undefined;

/** Identity that Meta refuses when there is nothing beside it; the user agent never counts. */
const USELESS_ALONE: (keyof GraphUserData)[][] = [
  ["ct", "st", "zp", "country", "ge"],
  ["db"],
  ["fn", "ge"],
  ["ln", "ge"],
];

const RULES: Rule[] = [
  ({ event_name, custom_data }) =>
    event_name === "Purchase" && custom_data?.value === undefined
      ? { reason: "missing_value", error: "A Purchase needs a value (a number); this one has none." }
      : undefined,
  ({ event_name, custom_data }) =>
    event_name === "Purchase" && custom_data?.currency === undefined
      ? { reason: "missing_currency", error: "A Purchase needs a currency such as EUR; this one has none." }
      : undefined,
  ({ action_source, user_data }) =>
    action_source === "website" && !user_data.client_user_agent
      ? { reason: "missing_user_agent", error: "A website event needs the visitor's user agent; this one has none." }
      : undefined,
  ({ user_data }) => {
    const fields = Object.keys(user_data).filter((field) => field !== "client_user_agent");
    const useless = USELESS_ALONE.some((alone) => fields.every((field) => (alone as string[]).includes(field)));
    return useless
      ? {
          reason: "too_little_user_data",
          error: "Meta cannot match this event: send an e-mail address, a phone number or another identifier with it.",
        }
      : undefined;
  },
  ({ data_processing_options, user_data }) =>
    data_processing_options && !user_data.client_ip_address
      ? { reason: "missing_address", error: "Limited data use needs the visitor's address; this event has none." }
      : undefined,
];

/** The first of Meta's written rules that an event breaks; posting it would only get its whole request refused. */
export function findViolation(event: GraphEvent): Violation | undefined {
  for (const rule of RULES) {
    const violation = rule(event);
    if (violation) return violation;
  }
  return undefined;
}
