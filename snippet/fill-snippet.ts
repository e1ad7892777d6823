/** What a site owner fills in. */
export interface SnippetValues {
  site: string;
  key: string;
  /** Complete address of the ingest's `/event`. */
  endpoint: string;
  /** Address of `pixelflow.js`. */
  bundle: string;
  consent?: "off" | "opt_in" | "opt_out" | "auto";
  /** `sha384-…` of the tag, for an address whose content never changes; its server has to allow other origins. */
  integrity?: string;
}

/** A JavaScript string literal that is also safe inside a `<script>` element. */
function scriptString(value: string): string {
  return JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}

/**
 * The snippet (as script or as HTML) with a site's values in place of its placeholders.
 *
 * Throws an Error that names the placeholder when the template lacks it, so that a snippet is never half filled.
 */
export function fillSnippet(template: string, values: SnippetValues): string {
  const fillings = new Map<string, string>([
    ['"YOUR_SITE_ID"', scriptString(values.site)],
    ['"YOUR_API_KEY"', scriptString(values.key)],
    ['"https://YOUR_INGEST/event"', scriptString(values.endpoint)],
    ['"https://YOUR_CDN/v1/pixelflow.js"', scriptString(values.bundle)],
    ['consentMode:"off"', `consentMode:${scriptString(values.consent ?? "off")}`],
  ]);
  // Among the properties of the script element.
  if (values.integrity) fillings.set(",nonce:", `,integrity:${scriptString(values.integrity)},crossOrigin:"",nonce:`);
  for (const placeholder of fillings.keys()) {
    if (!template.includes(placeholder))
      throw new Error(`The snippet has no ${placeholder} to fill in; run npm run build.`);
  }
  // In one pass, since a value may itself read like a placeholder.
  return template.replace(new RegExp([...fillings.keys()].join("|"), "g"), (found) => fillings.get(found) ?? found);
}
