import type { Explanation } from "../explain-error.ts";
import { Icon } from "./icon.tsx";

/** What went wrong in plain words, and the next step. */
export function ExplanationBox({ explanation, siteId }: { explanation: Explanation; siteId: string | null }) {
  return (
    <section class="explanation" aria-label="What this means">
      <h3>{explanation.title}</h3>
      <p>{explanation.text}</p>
      <p class="next-step">
        <Icon name="chevron" />
        <span>{explanation.next}</span>
      </p>
      {explanation.action === "site" && siteId !== null && (
        <a class="button second" href={`/events/sites/${encodeURIComponent(siteId)}`}>
          Open the site’s settings
        </a>
      )}
    </section>
  );
}
