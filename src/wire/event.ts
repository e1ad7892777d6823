import type { CustomerData } from "./customer-data.ts";

/** The campaign parameters that leave the page address and travel by themselves. */
export const UTM_KEYS = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id"] as const;

/** Campaign parameters of one page address; absent keys were not in it. */
export type UtmParams = Partial<Record<(typeof UTM_KEYS)[number], string>>;

/** What the visitor decided, and who told us. */
export interface Consent {
  state: "granted" | "denied" | "unknown";
  source: string;
  /** Milliseconds since the epoch, of the decision; absent while the state is unknown. */
  timestamp?: number;
  /** Where the visitor is not asked first and the sender alone can tell, by the clock's time zone. */
  mode?: "opt_out";
}

/** One visit's origin: where it landed and what sent it there. */
export interface Touch {
  url: string | null;
  referrer_hostname: string | null;
  utm_params: UtmParams | null;
  timestamp: number;
}

/** Who the visitor is to the site, and the first and the latest visit's origin. */
export interface Attribution {
  visitor_id: string;
  session_id?: string;
  first_touch?: Touch;
  last_touch?: Touch;
}

/** One event as it travels to the ingest. The mixed casing is the existing contract's and load-bearing. */
export interface EventData {
  /** Becomes Meta's `event_id`; the same in every attempt, so that repeats can be dropped. */
  event_id: string;
  eventName: string;
  /** Unix seconds, of the call and not of the sending. */
  eventTime: number;
  actionSource: "website";
  /** Page address at the call, without campaign parameters, personal data and secrets. */
  siteURL: string;
  /** The page's referrer, cleaned like `siteURL`; absent when there was none. */
  referrer?: string;
  /** Event parameters, in Meta's spelling where Meta has one. */
  additionalData: Record<string, unknown>;
  customerData: CustomerData;
  utm_params?: UtmParams;
  fbp?: string;
  fbc?: string;
  ttp?: string;
  ttclid?: string;
  attribution?: Attribution;
  consent?: Consent;
  /** The browser's clock when this attempt was made, in milliseconds, so that the ingest can correct a skewed one. */
  sentAt?: number;
}
