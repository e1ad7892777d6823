import { type Signal, toReadingOfCategory } from "../signal.ts";

/** Complianz, by the function that its banner defines, which may also allow where nobody has to be asked. */
export const complianz: Signal = {
  by: "complianz",
  heardBy: "cmplz_fire_categories cmplz_revoke",
  ask: ({ look, readCookie, isHeard }) =>
    toReadingOfCategory(look("cmplz_has_consent()", "marketing"), readCookie("cmplz_marketing"), isHeard),
};
