import type { Config } from "../config.ts";
import type { Signal } from "./signal.ts";
import { complianz } from "./signals/complianz.ts";
import { cookiebot } from "./signals/cookiebot.ts";
import { cookieFirst } from "./signals/cookiefirst.ts";
import { cookieYes } from "./signals/cookieyes.ts";
import { createGoogleConsentMode } from "./signals/google-consent-mode.ts";
import { gpp } from "./signals/gpp.ts";
import { createIubenda } from "./signals/iubenda.ts";
import { createOneTrust } from "./signals/onetrust.ts";
import { osano } from "./signals/osano.ts";
import { shopify } from "./signals/shopify.ts";
import { createTcf } from "./signals/tcf.ts";
import { termly } from "./signals/termly.ts";
import { createUsercentricsPromises, usercentrics } from "./signals/usercentrics.ts";
import { wpConsentApi } from "./signals/wp-consent-api.ts";

/** Every signal that the tag knows, those first that say who they are. */
export const createAllSignals = (
  { tcfPurposes = "1", oneTrustGroup = "C0004", doNotTrack }: Config,
  isTrackingUnwanted: () => boolean,
): Signal[] => [
  cookieYes,
  cookiebot,
  complianz,
  createOneTrust(oneTrustGroup),
  usercentrics,
  createUsercentricsPromises(),
  osano,
  createIubenda(),
  termly,
  cookieFirst,
  shopify,
  wpConsentApi,
  createTcf(tcfPurposes.split(",")),
  gpp,
  createGoogleConsentMode(),
  // The old header's setting, for sites that heed it: no more than a refusal.
  { ask: () => (doNotTrack === "deny" && isTrackingUnwanted() ? false : undefined) },
];
