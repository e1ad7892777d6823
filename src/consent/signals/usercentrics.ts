import type { Reading, Signal } from "../signal.ts";

interface Service {
  name: string;
  categorySlug: string;
  consent: { status: unknown };
}

/** Usercentrics as it was until its third version: Meta's own service where the site lists it, else the category. */
export const usercentrics: Signal = {
  heardBy: "UC_UI_CMP_EVENT ucEvent",
  ask({ look }) {
    if (look("UC_UI.isInitialized()") !== true || look("UC_UI.isConsentRequired()") === true) return null;
    const services = look("UC_UI.getServicesBaseInfo()") as Service[];
    const meta = services.filter(({ name }) => /facebook|meta\b/i.test(name));
    const chosen = meta[0] ? meta : services.filter(({ categorySlug }) => categorySlug === "marketing");
    return chosen[0] ? chosen.every(({ consent }) => consent.status === true) : null;
  },
};

/** Usercentrics since its third version, which answers by promises. */
export function createUsercentricsPromises(): Signal {
  let reading: Reading = null;
  return {
    heardBy: "UC_CONSENT",
    ask({ look, recheck }) {
      Promise.all([look("__ucCmp.isConsentRequired()"), look("__ucCmp.getConsentDetails()")])
        .then(([isRequired, details]) => {
          const { marketing } = (details as { categories: Record<string, { state: unknown }> }).categories;
          const next = isRequired === true ? null : marketing?.state === "ALL_ACCEPTED";
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
