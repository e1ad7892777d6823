import type { Site } from "./site.ts";

/**
 * Whether what this visitor refused is sent with limited data use instead of being withheld: the site has chosen so,
 * and the visitor is in the United States, the only place where Meta limits anything.
 */
export const limitsOptOuts = (site: Site, country: string | undefined): boolean =>
  site.limitedDataUse === "us_opt_out" && country === "us";
