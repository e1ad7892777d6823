import snippet from "../../../dist/snippet.html" with { type: "text" };
import { CopyButton } from "./copy-button.tsx";

/** The snippet with this ingest's address; site, key and the tag's own address are the reader's to fill in. */
function snippetForHere(origin: string): string {
  return snippet.trim().replace("https://YOUR_INGEST", origin);
}

/** What to do next while no event has arrived. */
export function EmptyLog() {
  const tag = snippetForHere(location.origin);
  return (
    <section class="empty">
      <h2>No event has arrived yet</h2>
      <p class="quiet">
        Paste this tag into the head of each page, before other scripts, with your own values in place of{" "}
        <code>YOUR_SITE_ID</code>, <code>YOUR_API_KEY</code> and <code>YOUR_CDN</code>. The first page view shows up
        here by itself.
      </p>
      <div class="code-box">
        <header>
          <span>The tag</span>
          <CopyButton label="Copy the tag" text={() => tag} />
        </header>
        <pre class="wraps">{tag}</pre>
      </div>
    </section>
  );
}
