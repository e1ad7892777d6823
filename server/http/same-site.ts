import { getDomain } from "tldts";

/** Where two hosts are one site, and where its cookies may stand. */
export interface SameSite {
  /** The registrable domain both are under; undefined where cookies belong to the host alone (an IP address, `localhost`). */
  domain: string | undefined;
}

/** The private suffixes count too: shops on the same platform are strangers to each other. */
const SUFFIXES = { allowPrivateDomains: true, extractHostname: false };

/**
 * Whether a page's origin and the host that it asks are the same site, by the public suffix list: `shop.example.co.uk`
 * and `ingest.example.co.uk` are, `a.co.uk` and `b.co.uk` are not. Both as they stand in a request's headers.
 */
export function readSameSite(origin: string | undefined, host: string | undefined): SameSite | undefined {
  if (origin === undefined || host === undefined) return undefined;
  const page = withoutPort(origin.slice(origin.indexOf("//") + 2));
  const own = withoutPort(host);
  // Cheap, and enough for nearly everybody who is none: what is one site ends alike.
  if (!own || !page.endsWith(lastTwoLabels(own))) return undefined;
  const domain = getDomain(own, SUFFIXES) ?? undefined;
  return page === own || (domain !== undefined && getDomain(page, SUFFIXES) === domain) ? { domain } : undefined;
}

const withoutPort = (host: string) => host.toLowerCase().replace(/:\d+$/, "");

const lastTwoLabels = (host: string) => host.slice(host.lastIndexOf(".", host.lastIndexOf(".") - 1) + 1);
