import { type Signal, toReading } from "../signal.ts";

const KEYS = ["ad_storage", "ad_user_data"];

/** What `gtag("consent", …)` puts into `dataLayer`; anything else may stand there too. */
type Entry = ArrayLike<unknown> & { 2: Record<string, unknown> };

/**
 * Google consent mode, by what stands in `dataLayer`; Google's tag cuts its beginning, so what was seen is kept.
 *
 * A default is no decision: it holds while the banner is open. One for a region counts only where it denies, since we
 * do not know the visitor's.
 */
export function createGoogleConsentMode(): Signal {
  const seen = new Set<Entry>();
  const values: Record<string, unknown> = {};
  let isUpdated: boolean | undefined;
  return {
    by: "gcm",
    ask({ look }) {
      for (const entry of look("dataLayer") as Entry[]) {
        if (seen.has(entry) || entry?.[0] !== "consent") continue;
        seen.add(entry);
        isUpdated = isUpdated || entry[1] === "update";
        for (const key of KEYS) {
          const value = entry[2][key];
          if (value && (value === "denied" || !entry[2].region)) values[key] = value;
        }
      }
      const said = KEYS.map((key) => values[key]);
      const isDenied = said.includes("denied");
      return isUpdated === undefined
        ? undefined
        : toReading(isUpdated && (isDenied || said.every((value) => value === "granted")), !isDenied);
    },
  };
}
