/** Event parameters; Meta's own names where it has one, anything else passes through. */
export interface CustomData {
  value?: number | string;
  /** ISO 4217, e.g. `EUR`; sent only together with a value. */
  currency?: string;
  content_name?: string;
  content_category?: string;
  content_ids?: (string | number)[];
  content_type?: string;
  contents?: { id: string | number; quantity?: number; item_price?: number; [key: string]: unknown }[];
  num_items?: number;
  order_id?: string;
  search_string?: string;
  status?: string;
  /** Used as the event's id, so that a copy sent from elsewhere with the same id counts once. */
  event_id?: string;
  eventID?: string;
  [key: string]: unknown;
}

/** A customer value: as typed, normalized, or already SHA-256; one or several, or a Promise of it. */
export type CustomerValue = string | number | null | undefined | (string | number)[] | Promise<unknown>;

/** The customer fields that we hash; every other key is dropped. */
export interface UserData {
  /** E-mail address. */
  em?: CustomerValue;
  /** Phone number; national ones are read by `country`. */
  ph?: CustomerValue;
  /** First name. */
  fn?: CustomerValue;
  /** Last name. */
  ln?: CustomerValue;
  /** Gender. */
  ge?: CustomerValue;
  /** Date of birth. */
  db?: CustomerValue;
  /** City. */
  ct?: CustomerValue;
  /** State or province. */
  st?: CustomerValue;
  /** Postcode. */
  zp?: CustomerValue;
  /** Country: two- or three-letter code, or a name. */
  country?: CustomerValue;
  /** The site's own id of the customer. */
  external_id?: CustomerValue;
  [key: string]: unknown;
}

/** Customer data that is ready to be sent: lower-case hex SHA-256, one or a list, by field. */
export type HashedUserData = Record<string, string | string[]>;

/**
 * `pixelFlow.utils`: customer data brought into the form that Meta matches by. Needs no configuration, works on plain
 * http, never throws and never rejects.
 *
 * The synchronous functions give the plain, normalized text, and `""` for a value that cannot be what it should be. A
 * value that is already a hash comes back as that hash.
 */
export interface PageUtils {
  /**
   * Normalizes and hashes customer data; the result is ready for `trackEvent`.
   *
   * Takes raw, normalized and hashed values, lists of them and Promises of them; unknown keys are left out.
   *
   * @example await pixelFlow.utils.normalizeCustomerData({ em: "Jane@Example.com", ph: "(555) 123-4567" })
   */
  normalizeCustomerData(data: unknown): Promise<HashedUserData>;
  /** `" Jane@Example.com "` gives `"jane@example.com"`. */
  normalizeEmail(email: unknown): string;
  /** `" John "` gives `"john"`, `"O'Neil"` gives `"oneil"`. */
  normalizeName(name: unknown): string;
  /** `("+1 (555) 123-4567", "US")` gives `"15551234567"`. The country may be a code or a name; without one, `US`. */
  normalizePhone(phone: unknown, country?: unknown): string;
  /** `"New York"` gives `"newyork"`. */
  normalizeAlnumLower(text: unknown): string;
  /** `"94103-1234"` gives `"94103"`. */
  normalizePostal(postal: unknown): string;
  /** `"United States"` gives `"us"`. */
  normalizeCountry(country: unknown): string;
  /** Lower-case hex SHA-256 of the text's UTF-8 bytes, as it stands. Of anything but text and numbers, `""`. */
  sha256(text: unknown): string;
  /** Like `sha256`, but made for customer values: blank gives `""`, and what is already a hash is not hashed again. */
  hash(value: unknown): string;
  /**
   * Normalizes by the rule of a customer field: `("+44 20 7946 0018", "ph")`. Without a field, trims and lower-cases.
   * The third argument is the country, for `ph` and `zp`.
   */
  normalize(value: unknown, field?: unknown, country?: unknown): string;
}

/** `window.pixelFlow`. */
export interface PixelFlow {
  /** The callable form: `pixelFlow("trackEvent", "Lead")`. */
  (method: "trackEvent", eventName: string, customData?: CustomData | null, userData?: UserDataInput): Promise<boolean>;
  (method: "consent", decision: "grant" | "revoke"): Promise<boolean>;
  /**
   * Sends one event. Resolves `true` once the ingest has it or it is safely queued, `false` when it is invalid or
   * refused; within five seconds, and never rejects.
   *
   * @example
   * pixelFlow.trackEvent("Purchase", { value: 40, currency: "EUR" }, { em: "Jane@Example.com" });
   */
  trackEvent(eventName: string, customData?: CustomData | null, userData?: UserDataInput): Promise<boolean>;
  /**
   * The visitor's decision, for a page with a banner of its own. Resolves `true` once it is in force, `false` where
   * Global Privacy Control outranks it or the word is another.
   *
   * @example pixelFlow.consent("grant");
   */
  consent(decision: "grant" | "revoke"): Promise<boolean>;
  /** Absent until the tag has loaded. */
  utils?: PageUtils;
  /** The tag's version; absent until it has loaded. */
  version?: string;
  siteId?: string;
  apiKey?: string;
  apiEndpoint?: string;
  consentMode?: string;
}

/** What `trackEvent` takes as user data. */
export type UserDataInput = UserData | Promise<UserData | null | undefined> | null;

declare global {
  // Pages write it with and without `window.`; only a `var` declares both.
  var pixelFlow: PixelFlow;
  interface Window {
    pixelFlow: PixelFlow;
    /** The global's name, where a site renamed it. */
    PixelFlowObject?: string;
  }
}
