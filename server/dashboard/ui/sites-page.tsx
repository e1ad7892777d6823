import { useEffect, useRef, useState } from "preact/hooks";
import { spellUnseen } from "../../../public/js/json-lines.js";
import { api } from "./api.ts";
import type { SiteSettings } from "./site-types.ts";

interface Props {
  sites: readonly SiteSettings[];
  onSignedOut: () => void;
  onAdded: (site: SiteSettings) => void;
}

/** The list of sites, and the form that adds one. */
export function SitesPage({ sites, onSignedOut, onAdded }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <div class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          Sites
        </h1>
      </div>
      {sites.length > 0 && (
        <ul class="site-list">
          {sites.map((site) => (
            <li key={site.id}>
              <a href={`/events/sites/${encodeURIComponent(site.id)}`}>
                <bdi>{spellUnseen(site.name || site.id)}</bdi>
              </a>
              <span class="quiet mono">{spellUnseen(site.id)}</span>
              <span class="quiet small">{describe(site)}</span>
            </li>
          ))}
        </ul>
      )}
      <AddSite onSignedOut={onSignedOut} onAdded={onAdded} />
    </>
  );
}

function describe({ pixels, readOnly }: SiteSettings): string {
  const live = pixels.filter(({ hasToken }) => hasToken).length;
  const goes = live === 0 ? "Dry run: no pixel with a token" : live === 1 ? "1 pixel" : `${live} pixels`;
  return readOnly ? `${goes}; read-only` : goes;
}

function AddSite({ onSignedOut, onAdded }: Omit<Props, "sites">) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const outcome = await api.addSite(name);
    if (outcome.kind === "signed-out") return onSignedOut();
    if (outcome.kind === "ok") return onAdded(outcome.value);
    setProblem(outcome.kind === "failed" ? outcome.message : "The ingest does not answer. Try again in a moment.");
  };
  return (
    <form class="add-site" onSubmit={submit}>
      <h2>Add a site</h2>
      <div class="field">
        <label for="site-name">Name</label>
        <input
          class="input"
          id="site-name"
          value={name}
          placeholder="shop.example"
          maxLength={256}
          required
          onInput={(event) => setName(event.currentTarget.value)}
          aria-describedby="add-problem"
        />
        <p class="problem" id="add-problem" role="alert">
          {problem}
        </p>
      </div>
      <button type="submit" class="button">
        Add the site
      </button>
    </form>
  );
}
