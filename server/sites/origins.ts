import { HttpError } from "../http/http-error.ts";
import type { Site } from "./site.ts";

/**
 * Lets a browser's request through if its origin is one of the site's; `https://*.shop.example` stands for every
 * subdomain. A request without an origin is a server's. Throws HttpError 403, which keeps the events with the sender.
 */
export function checkOrigin({ origins }: Site, origin: string | undefined): void {
  if (origins.length === 0 || origin === undefined) return;
  const url = URL.parse(origin);
  const isListed = ({ protocol, host, origin }: URL) =>
    origins.some((listed) => {
      const [scheme, pattern = ""] = listed.split("//");
      return pattern.startsWith("*.") ? scheme === protocol && host.endsWith(pattern.slice(1)) : listed === origin;
    });
  if (!url || !isListed(url)) throw new HttpError(403, "This origin is not in the site's list: add it to `origins`.");
}
