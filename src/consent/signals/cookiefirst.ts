import { type Signal, toReading } from "../signal.ts";

/** CookieFirst, whose consent is null before the visitor has chosen. */
export const cookieFirst: Signal = {
  heardBy: "cf_consent",
  ask: ({ look }) => toReading(true, look("CookieFirst.consent.advertising")),
};
