import * as v from "valibot";
import { BLOCKING_RULES } from "../../src/wire/blocking-rule.ts";

const identifier = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(256));

const pixelSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^\d+$/, "write Meta's pixel (dataset) id, digits only, in quotes")),
  /** Meta's access token; without one the pixel is a dry run. */
  accessToken: v.optional(v.pipe(v.string(), v.minLength(1))),
  /** Routes this pixel's events to Meta's Test Events view. */
  testEventCode: v.optional(v.pipe(v.string(), v.minLength(1))),
});

const pixelsSchema = v.pipe(
  v.array(pixelSchema),
  v.check(
    (pixels) => new Set(pixels.map(({ id }) => id)).size === pixels.length,
    "lists a pixel twice: name each once",
  ),
);

const currency = v.pipe(
  v.string(),
  v.trim(),
  v.toUpperCase(),
  v.regex(/^[A-Z]{3}$/, "write a three-letter ISO 4217 code such as EUR"),
);

const triggerSchema = v.strictObject({
  url: v.pipe(v.string(), v.minLength(1)),
  event: identifier,
  value: v.optional(v.number()),
  currency: v.optional(currency),
});

const ORIGIN_HINT = "write an origin such as https://shop.example or https://*.shop.example";

const origin = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^https?:\/\/[^/?#@*\s]+\/?$|^https?:\/\/\*\.[^/?#@*\s]+\/?$/i, ORIGIN_HINT),
  v.check((text) => URL.canParse(text), ORIGIN_HINT),
  // As browsers write it: lower case, names in their ASCII form, no default port.
  v.transform((text) => new URL(text).origin),
);

const actionClass = v.pipe(
  v.string(),
  v.regex(/^action-btn-[\w-]+-\d+-pf$/, "write a class such as action-btn-quote-020-pf"),
);

const blockingRuleSchema = v.strictObject({
  rule: v.picklist(BLOCKING_RULES),
  events: v.optional(v.array(identifier)),
});

const excludedPath = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^\/[^?#*\s]*$/, "write a path such as /admin; everything below it is meant too"),
);

const siteSchema = v.strictObject({
  id: identifier,
  /** The API key. Public by design: it stands in the page and opens nothing but sending. */
  apiKey: identifier,
  /** Earlier keys that still work until their time, in milliseconds, so that pages can be changed one by one. */
  previousKeys: v.optional(v.array(v.strictObject({ key: identifier, until: v.number() })), []),
  /** What people call the site. */
  name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(256))),
  /** Origins that may send from browsers; none means any. */
  origins: v.optional(v.array(origin), []),
  currency: v.optional(currency),
  pixels: v.optional(pixelsSchema, []),
  consent: v.optional(v.picklist(["off", "opt_in", "opt_out", "auto"]), "off"),
  triggers: v.optional(v.array(triggerSchema), []),
  /** Events by the class that marks the button for them, beyond the classes that are known anyway. */
  actions: v.optional(v.record(actionClass, identifier), {}),
  /** Events that pages keep back. */
  blockingRules: v.optional(v.array(blockingRuleSchema), []),
  /** Paths at and below which pages send nothing. */
  excludedPaths: v.optional(v.array(excludedPath), []),
  /** Whether fragments such as `#/cart` are pages of their own. */
  hashRoutes: v.optional(v.boolean(), false),
  /** What a browser's Global Privacy Control does to its events. */
  globalPrivacyControl: v.optional(v.picklist(["withhold", "ignore"]), "withhold"),
  /**
   * Meta's limited data use: for every event, or for those of visitors in the United States who opted out, which are
   * withheld otherwise. The latter needs COUNTRY_HEADER, since anywhere else Meta would not limit anything.
   */
  limitedDataUse: v.optional(v.picklist(["off", "always", "us_opt_out"]), "off"),
  /** How long rows are kept, instead of RETENTION_DAYS. */
  retentionDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/** One site as it is written down: only `id` and `apiKey` are required. */
export type SiteInput = v.InferInput<typeof siteSchema>;

/** One site with every default filled in. */
export type Site = v.InferOutput<typeof siteSchema>;

/** One Meta pixel of a site. */
export type Pixel = Site["pixels"][number];

/** The pixel of a row that goes nowhere because the browser withheld its event. */
export const NO_PIXEL = "none";

/** Where an event goes that no pixel with a token awaits: its request is built and recorded, never posted. */
export const DRY_RUN = "dry-run";

const sitesSchema = v.strictObject({ sites: v.array(siteSchema) });

/** Sites from untyped JSON. Throws an Error that names the place and what to write, and never a token's value. */
export function parseSites(value: unknown): Site[] {
  const parsed = v.safeParse(sitesSchema, value);
  if (parsed.success) return parsed.output.sites;
  const [issue] = parsed.issues;
  const place = issue.path?.map((item) => String(item.key)).join(".") || "the top level";
  throw new Error(`${place} ${detailOf(issue)}`);
}

/** Valibot's own message quotes what was received, which may be a token; only its expectation is passed on. */
function detailOf(issue: v.InferIssue<typeof sitesSchema>): string {
  if (issue.expected === "never") return `is not a known setting; known here are ${knownKeys(issue.path?.length ?? 1)}`;
  if (issue.received === "undefined") return "is missing";
  if (issue.type === "regex" || issue.type === "check") return issue.message;
  if (issue.type === "string") return "should be text: write it in double quotes";
  if (issue.type === "array") return "should be a list: write it in [ ]";
  if (issue.type === "strict_object") return "should be an object: write it in { }";
  if (issue.type === "min_length") return "is empty";
  if (issue.type === "max_length") return `is too long: write at most ${issue.requirement} characters`;
  return `should be ${issue.expected ?? "something else"}`;
}

function knownKeys(depth: number): string {
  if (depth <= 1) return "sites";
  if (depth <= 3) return Object.keys(siteSchema.entries).join(", ");
  return [
    ...new Set([
      ...Object.keys(pixelSchema.entries),
      ...Object.keys(triggerSchema.entries),
      ...Object.keys(blockingRuleSchema.entries),
    ]),
  ].join(", ");
}

/** The pixels that a new event of this site is stored for, one row each; `dry-run` where no token would carry it. */
export function destinationsOf(site: Site): string[] {
  const ids = site.pixels.map((pixel) => (pixel.accessToken ? pixel.id : DRY_RUN));
  return ids.length > 0 ? [...new Set(ids)] : [DRY_RUN];
}
