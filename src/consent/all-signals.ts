import type { Config } from "../config.ts";
import type { Signal } from "./signal.ts";
import { complianz } from "./signals/complianz.ts";
import { cookiebot } from "./signals/cookiebot.ts";
import { cookieFirst } from "./signals/cookiefirst.ts";
import { cookieYes } from "./signals/cookieyes.ts";
import { createDoNotTrack } from "./signals/do-not-track.ts";
import { createGoogleConsentMode } from "./signals/google-consent-mode.ts";
import { createGpp } from "./signals/gpp.ts";
import { createIubenda } from "./signals/iubenda.ts";
import { createOneTrust } from "./signals/onetrust.ts";
import { createOsano } from "./signals/osano.ts";
import { createShopify } from "./signals/shopify.ts";
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
  createOsano(),
  createIubenda(),
  termly,
  cookieFirst,
  createShopify(),
  wpConsentApi,
  createTcf(tcfPurposes.split(",")),
  createGpp(),
  createGoogleConsentMode(),
  createDoNotTrack(() => doNotTrack === "deny" && isTrackingUnwanted()),
];
