import { useState } from "preact/hooks";
import { spellUnseen } from "../../../public/js/json-lines.js";
import { api } from "./api.ts";
import { CopyButton } from "./copy-button.tsx";
import { exactTime } from "./relative-time.ts";
import type { SiteSettings } from "./site-types.ts";

const GRACE = [
  [0, "End the old key at once"],
  [24, "Keep the old key for a day"],
  [168, "Keep the old key for a week"],
  [720, "Keep the old key for 30 days"],
] as const;

interface Props {
  site: SiteSettings;
  onSite: (site: SiteSettings) => void;
  onSignedOut: () => void;
}

/** The API key, and its exchange with time to change the pages. */
export function RotateKey({ site, onSite, onSignedOut }: Props) {
  const [hours, setHours] = useState(168);
  const [said, setSaid] = useState("");
  const rotate = async () => {
    const outcome = await api.rotateKey(site.id, hours);
    if (outcome.kind === "signed-out") return onSignedOut();
    if (outcome.kind === "ok") onSite(outcome.value);
    setSaid(
      outcome.kind === "ok"
        ? "The tag above has the new key: paste it into your pages."
        : "The key could not be changed.",
    );
  };
  return (
    <section>
      <h2>API key</h2>
      <p class="key-line">
        <bdi class="mono">{spellUnseen(site.apiKey)}</bdi> <CopyButton label="Copy" text={() => site.apiKey} />
      </p>
      {site.previousKeys.map(({ key, until }) => (
        <p key={key} class="quiet small">
          Still works until {exactTime(until)}: <bdi class="mono">{spellUnseen(key)}</bdi>
        </p>
      ))}
      {!site.readOnly && (
        <div class="form-row">
          <select
            class="input"
            aria-label="What happens to the old key"
            value={hours}
            onChange={(event) => setHours(Number(event.currentTarget.value))}
          >
            {GRACE.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
          <button type="button" class="button second" onClick={rotate}>
            Make a new key
          </button>
        </div>
      )}
      <p class="small" role="status">
        {said}
      </p>
    </section>
  );
}

/** Takes a site out, after its name was typed. */
export function RemoveSite({ site, onSignedOut }: Omit<Props, "onSite">) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState("");
  const name = site.name || site.id;
  const remove = async (event: SubmitEvent) => {
    event.preventDefault();
    if (typed.trim() !== name) return setProblem("That is not the site's name.");
    const outcome = await api.removeSite(site.id);
    if (outcome.kind === "signed-out") return onSignedOut();
    if (outcome.kind === "ok") location.assign("/events/sites");
    else setProblem("The site could not be removed.");
  };
  return (
    <section>
      <h2>Remove the site</h2>
      <p class="quiet">Its key stops working at once. Its events stay in the log for as long as they are kept.</p>
      <form class="form-row" onSubmit={remove}>
        <div class="field">
          <label for="remove-name">Type {spellUnseen(name)} to confirm</label>
          <input
            class="input"
            id="remove-name"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
            autocomplete="off"
            aria-describedby="remove-problem"
          />
        </div>
        <button type="submit" class="button danger">
          Remove the site
        </button>
      </form>
      <p class="problem" id="remove-problem" role="alert">
        {problem}
      </p>
    </section>
  );
}
