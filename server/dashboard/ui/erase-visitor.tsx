import { useState } from "preact/hooks";
import { createPageUtils } from "../../../src/page-utils.ts";
import { sha256 } from "../../../src/prepare/sha256.ts";
import { api } from "./api.ts";

const KINDS = {
  em: "E-mail address",
  ph: "Phone number, with country code",
  visitor: "Visitor id (_pf_uid)",
  external_id: "Your own customer id",
  fbp: "Meta’s cookie (_fbp)",
} as const;

type Kind = keyof typeof KINDS;

/** What is stored of a visitor under an identifier. An address or a number leaves this page only as its hash. */
async function toIdentifiers(kind: Kind, value: string, siteId: string): Promise<string[]> {
  const text = value.trim();
  if (kind === "visitor") return [text, sha256(`${siteId}_${text.slice(0, 64)}`)];
  if (kind === "fbp") return [text];
  const hashed = (await createPageUtils(() => navigator.languages).normalizeCustomerData({ [kind]: text })) as Record<
    string,
    string | string[]
  >;
  return [hashed[kind] ?? []].flat();
}

/** Deletes what is stored of one visitor of a site. */
export function EraseVisitor({ siteId, onSignedOut }: { siteId: string; onSignedOut: () => void }) {
  const [kind, setKind] = useState<Kind>("em");
  const [value, setValue] = useState("");
  const [said, setSaid] = useState("");
  const erase = async (event: SubmitEvent) => {
    event.preventDefault();
    const identifiers = await toIdentifiers(kind, value, siteId);
    if (!identifiers.length) return setSaid(`This cannot be read as what it should be: ${KINDS[kind].toLowerCase()}.`);
    setSaid("Searching and deleting.");
    const outcome = await api.eraseVisitor(siteId, identifiers);
    if (outcome.kind === "signed-out") return onSignedOut();
    if (outcome.kind !== "ok")
      return setSaid("It could not be finished. Press the button again; what is deleted stays deleted.");
    const { erased } = outcome.value;
    setValue("");
    setSaid(
      erased
        ? `${erased} ${erased === 1 ? "event" : "events"} of this visitor deleted here. What Meta already has is not.`
        : "Nothing is stored of this visitor.",
    );
  };
  return (
    <section>
      <h2>Erase a visitor</h2>
      <p class="quiet">
        Deletes every stored event of one visitor, for when someone asks for it. It is hashed here before it is searched
        for.
      </p>
      <form class="form-row" onSubmit={erase}>
        <select
          class="input"
          aria-label="What is known of the visitor"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Kind)}
        >
          {Object.entries(KINDS).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
        <input
          class="input"
          aria-label={KINDS[kind]}
          value={value}
          onInput={(event) => setValue(event.currentTarget.value)}
          required
          autocomplete="off"
        />
        <button type="submit" class="button danger">
          Erase
        </button>
      </form>
      <p class="small" role="status">
        {said}
      </p>
    </section>
  );
}
