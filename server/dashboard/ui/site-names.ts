import { createContext } from "preact";

/** What the operator calls each site, by its id. */
export const SiteNames = createContext<ReadonlyMap<string, string>>(new Map());
