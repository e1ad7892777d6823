import type { Signal } from "../signal.ts";

/** Complianz: its cookie is the answer; without one its function may still allow, where nobody has to be asked. */
export const complianz: Signal = {
  by: "complianz",
  heardBy: "cmplz_fire_categories cmplz_status_change cmplz_revoke",
  ask({ look, readCookie, isHeard }) {
    const kept = readCookie("cmplz_marketing");
    const has = look("cmplz_has_consent()", "marketing");
    if (kept) return kept === "allow" && has !== false;
    return has === true || (isHeard ? false : has === undefined ? has : null);
  },
};
