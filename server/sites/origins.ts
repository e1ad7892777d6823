import { HttpError } from "../http/http-error.ts";
import type { Site } from "./site.ts";

/**
 * Lets a browser's request through if its origin is one of the site's; `https://*.shop.example` stands for every
 * subdomain. A request without an origin is a server's. Throws HttpError 403, which keeps the events with the sender.
 */
export function checkOrigin({ origins }: Site, origin: string | undefined): void {
  if (origins.length === 0 || origin === undefined) return;
  const host = URL.parse(origin)?.host;
  const allowed = origins.some((listed) => {
    const [scheme, pattern = ""] = listed.toLowerCase().replace(/\/$/, "").split("://");
    if (!pattern.startsWith("*.")) return `${scheme}://${pattern}` === origin.toLowerCase();
    return origin.toLowerCase().startsWith(`${scheme}://`) && host?.endsWith(pattern.slice(1));
  });
  if (!allowed) throw new HttpError(403, "This origin is not in the site's list: add it to `origins`.");
}
