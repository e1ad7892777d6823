import { DEMO } from "../build.mjs";
import type { SiteInput } from "../server/sites/site.ts";

/** The demo's site as its ingest knows it: what happens in its shop's pages where an address alone says so. */
export const DEMO_SITE: SiteInput = {
  id: DEMO.site,
  apiKey: DEMO.key,
  currency: "EUR",
  triggers: [
    { url: "/shop/product", event: "ViewContent" },
    { url: "/shop/subscribed", event: "Subscribe", value: 3, currency: "EUR" },
  ],
};
