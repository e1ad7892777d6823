import { useEffect, useState } from "preact/hooks";
import { api } from "./api.ts";
import { InstallSnippet } from "./install-snippet.tsx";
import type { SiteSettings } from "./site-types.ts";

/** What to do next while no event has arrived: the first site's tag, or the way to the first site. */
export function EmptyLog({ site: siteId }: { site: string | undefined }) {
  const [site, setSite] = useState<SiteSettings | null>(null);
  useEffect(() => {
    if (siteId !== undefined)
      void api.readSite(siteId).then((outcome) => outcome.kind === "ok" && setSite(outcome.value));
  }, [siteId]);
  return (
    <section class="empty">
      <h2>No event has arrived yet</h2>
      {siteId === undefined ? (
        <>
          <p class="quiet">Add your site first; its tag is then ready to copy.</p>
          <a class="button" href="/events/sites">
            Add a site
          </a>
        </>
      ) : (
        <>
          <p class="quiet">The first page view shows up here by itself.</p>
          {site && <InstallSnippet site={site} />}
        </>
      )}
    </section>
  );
}
