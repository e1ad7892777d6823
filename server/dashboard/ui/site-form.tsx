import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { api } from "./api.ts";
import { ConnectionCheck } from "./connection-check.tsx";
import { findProblem, toDraft, toSaveBody } from "./site-draft.ts";
import type { PixelDraft, SiteDraft, SiteSettings } from "./site-types.ts";
import { TriggerCheck } from "./trigger-check.tsx";

const CONSENT = {
  off: "Off: send without asking",
  opt_in: "Opt-in: send once the visitor agreed",
  opt_out: "Opt-out: send unless the visitor refused",
  auto: "Auto: opt-in in Europe, opt-out elsewhere",
} as const;
const PRIVACY_CONTROL = { withhold: "Withhold their events", ignore: "Send them anyway" } as const;
const HASH_ROUTES = { places: "Are places on a page", routes: "Are pages of their own" } as const;
const LIMITED = { off: "Off", always: "For every event", us_opt_out: "For US visitors who opted out" } as const;

interface Props {
  site: SiteSettings;
  onSite: (site: SiteSettings) => void;
  onSignedOut: () => void;
}

/** The settings of one site. A token can be replaced here and never read. */
export function SiteForm({ site, onSite, onSignedOut }: Props) {
  const [draft, setDraft] = useState(() => toDraft(site));
  const [problem, setProblem] = useState("");
  const [said, setSaid] = useState("");
  const change = (part: Partial<SiteDraft>) => {
    setDraft({ ...draft, ...part });
    setSaid("");
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const found = findProblem(draft);
    if (found) return setProblem(`${found}.`);
    const outcome = await api.saveSite(site.id, toSaveBody(draft));
    if (outcome.kind === "signed-out") return onSignedOut();
    if (outcome.kind !== "ok")
      return setProblem(
        outcome.kind === "failed" ? outcome.message : "The ingest does not answer. Nothing was changed.",
      );
    setProblem("");
    setSaid("Saved. It holds for what arrives from now on.");
    setDraft(toDraft(outcome.value));
    onSite(outcome.value);
  };
  type TextKey =
    | "name"
    | "origins"
    | "currency"
    | "retentionDays"
    | "triggers"
    | "actions"
    | "blockingRules"
    | "excludedPaths";
  const text = (key: TextKey) => ({
    id: `site-${key}`,
    class: "input",
    value: draft[key],
    onInput: (event: { currentTarget: { value: string } }) => change({ [key]: event.currentTarget.value }),
  });
  return (
    <form class="site-form" onSubmit={save}>
      <fieldset disabled={site.readOnly}>
        <legend>
          <h2>Pixels</h2>
        </legend>
        {draft.pixels.map((pixel, index) => (
          <PixelFields
            key={index}
            pixel={pixel}
            number={index + 1}
            onPixel={(next) => change({ pixels: draft.pixels.map((one, place) => (place === index ? next : one)) })}
            onRemove={() => change({ pixels: draft.pixels.filter((_, place) => place !== index) })}
          />
        ))}
        {!draft.pixels.length && (
          <p class="quiet">
            Without a pixel the events are a dry run: recorded as they would be sent, and sent nowhere.
          </p>
        )}
        <button
          type="button"
          class="button second"
          onClick={() =>
            change({ pixels: [...draft.pixels, { id: "", hasToken: false, newToken: "", testEventCode: "" }] })
          }
        >
          Add a pixel
        </button>
      </fieldset>
      <fieldset class="settings" disabled={site.readOnly}>
        <legend>
          <h2>Settings</h2>
        </legend>
        <Field id="site-name" label="Name">
          <input {...text("name")} maxLength={256} />
        </Field>
        <Field id="site-currency" label="Currency, where a value comes without one">
          <input {...text("currency")} maxLength={3} placeholder="EUR" />
        </Field>
        <Field id="site-retentionDays" label="Days to keep events; empty means as the ingest is set">
          <input {...text("retentionDays")} inputMode="numeric" />
        </Field>
        <Choice
          id="site-consent"
          label="Consent"
          words={CONSENT}
          value={draft.consent}
          onValue={(consent) => change({ consent })}
        />
        <Choice
          id="site-gpc"
          label="Visitors whose browser sends Global Privacy Control"
          words={PRIVACY_CONTROL}
          value={draft.globalPrivacyControl}
          onValue={(globalPrivacyControl) => change({ globalPrivacyControl })}
        />
        <Choice
          id="site-ldu"
          label="Meta’s limited data use"
          words={LIMITED}
          value={draft.limitedDataUse}
          onValue={(limitedDataUse) => change({ limitedDataUse })}
        />
        <Field id="site-origins" label="Origins that may send, one a line; none means any">
          <textarea {...text("origins")} rows={2} placeholder="https://shop.example" spellcheck={false} />
        </Field>
        <Field id="site-actions" label="Action classes and their events, one a line">
          <textarea {...text("actions")} rows={2} placeholder="action-btn-quote-020-pf Lead" spellcheck={false} />
        </Field>
        <Field id="site-triggers" wide label="URL triggers, one a line: address, event, and perhaps value and currency">
          <textarea {...text("triggers")} rows={3} placeholder="/thank-you Lead 20 EUR" spellcheck={false} />
        </Field>
        <Field id="site-blockingRules" label="Blocking rules, one a line: the rule, and perhaps the events it is for">
          <textarea
            {...text("blockingRules")}
            rows={2}
            placeholder="duplicate_on_url Lead Purchase"
            spellcheck={false}
          />
        </Field>
        <Field id="site-excludedPaths" label="Paths at and below which nothing is sent, one a line">
          <textarea {...text("excludedPaths")} rows={2} placeholder="/admin" spellcheck={false} />
        </Field>
        <Choice
          id="site-hashRoutes"
          label="Fragments such as #/cart"
          words={HASH_ROUTES}
          value={draft.hashRoutes ? "routes" : "places"}
          onValue={(value) => change({ hashRoutes: value === "routes" })}
        />
      </fieldset>
      <TriggerCheck triggers={draft.triggers} />
      {!site.readOnly && (
        <div class="form-row">
          <button type="submit" class="button">
            Save
          </button>
          <span role="status">{said}</span>
          <span class="problem" role="alert">
            {problem.charAt(0).toUpperCase() + problem.slice(1)}
          </span>
        </div>
      )}
      {site.pixels
        .filter(({ hasToken }) => hasToken)
        .map(({ id }) => (
          <section key={id}>
            <h3>Connection of pixel {id}</h3>
            <ConnectionCheck siteId={site.id} pixelId={id} onSignedOut={onSignedOut} />
          </section>
        ))}
    </form>
  );
}

interface FieldProps {
  id: string;
  label: string;
  /** Over all columns of the form. */
  wide?: boolean;
  children: ComponentChildren;
}

function Field({ id, label, wide = false, children }: FieldProps) {
  return (
    <div class={wide ? "field is-wide" : "field"}>
      <label for={id}>{label}</label>
      {children}
    </div>
  );
}

interface ChoiceProps<Name extends string> {
  id: string;
  label: string;
  words: Record<Name, string>;
  value: Name;
  onValue: (value: Name) => void;
}

function Choice<Name extends string>({ id, label, words, value, onValue }: ChoiceProps<Name>) {
  return (
    <Field id={id} label={label}>
      <select class="input" id={id} value={value} onChange={(event) => onValue(event.currentTarget.value as Name)}>
        {(Object.entries(words) as [Name, string][]).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface PixelProps {
  pixel: PixelDraft;
  number: number;
  onPixel: (pixel: PixelDraft) => void;
  onRemove: () => void;
}

function PixelFields({ pixel, number, onPixel, onRemove }: PixelProps) {
  const id = (name: string) => `pixel-${number}-${name}`;
  return (
    <div class="pixel">
      <Field id={id("id")} label="Pixel ID">
        <input
          class="input"
          id={id("id")}
          value={pixel.id}
          inputMode="numeric"
          required
          pattern="\d+"
          onInput={(event) => onPixel({ ...pixel, id: event.currentTarget.value })}
        />
      </Field>
      <Field
        id={id("token")}
        label={pixel.hasToken ? "Access token: one is stored; type to replace it" : "Access token"}
      >
        <input
          class="input"
          id={id("token")}
          type="password"
          autocomplete="off"
          value={pixel.newToken}
          placeholder={pixel.hasToken ? "••••••••" : ""}
          onInput={(event) => onPixel({ ...pixel, newToken: event.currentTarget.value })}
        />
      </Field>
      <Field id={id("code")} label="Test event code">
        <input
          class="input"
          id={id("code")}
          value={pixel.testEventCode}
          placeholder="none"
          onInput={(event) => onPixel({ ...pixel, testEventCode: event.currentTarget.value })}
        />
      </Field>
      <button type="button" class="plain-button" onClick={onRemove}>
        Remove <span class="unseen">pixel {number}</span>
      </button>
    </div>
  );
}
