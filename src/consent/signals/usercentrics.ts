import { readPath } from "../read-path.ts";
import type { Reading, Signal } from "../signal.ts";

/** Usercentrics as it was until its third version: Meta's own service where the site lists it, else the category. */
export const usercentrics: Signal = {
  heardBy: "UC_UI_CMP_EVENT ucEvent",
  ask({ look }) {
    if (look("UC_UI.isInitialized()") !== true || look("UC_UI.isConsentRequired()") === true) return null;
    const services = look("UC_UI.getServicesBaseInfo()") as object[];
    const pick = (path: string, wanted: RegExp) =>
      services.filter((service) => wanted.test(`${readPath(service, path)}`));
    const meta = pick("name", /facebook|meta\b/i);
    const chosen = meta[0] ? meta : pick("categorySlug", /^marketing$/);
    return chosen[0] ? chosen.every((service) => readPath(service, "consent.status") === true) : null;
  },
};

/** Usercentrics since its third version, which answers by promises. */
export function createUsercentricsPromises(): Signal {
  let reading: Reading = null;
  return {
    heardBy: "UC_CONSENT",
    ask({ look, recheck }) {
      if (!look("__ucCmp")) return undefined;
      Promise.all([look("__ucCmp.isConsentRequired()"), look("__ucCmp.getConsentDetails()")])
        .then(([isRequired, details]) => {
          const isGranted = readPath(details as object, "categories.marketing.state") === "ALL_ACCEPTED";
          const next = isRequired === true ? null : isGranted;
          if (next === reading) return;
          reading = next;
          recheck();
        })
        // Half built, or not the object that we know: undecided.
        .catch(() => {});
      return reading;
    },
  };
}
