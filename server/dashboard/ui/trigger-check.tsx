import { useState } from "preact/hooks";
import { spellUnseen } from "../../../public/js/json-lines.js";
import { matchesTrigger } from "../../../src/wire/url-trigger.ts";
import { readTriggers } from "./site-draft.ts";

/** Which of some addresses would fire which triggers, by the same rules that the tag goes by. */
export function TriggerCheck({ triggers }: { triggers: string }) {
  const [text, setText] = useState("");
  const addresses = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 200);
  const rules = readTriggers(triggers);
  return (
    <div class="field">
      <label for="trigger-check">Which of these addresses would fire? One a line</label>
      <textarea
        class="input"
        id="trigger-check"
        rows={3}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        placeholder="https://shop.example/thank-you?order=17"
        spellcheck={false}
      />
      <ul class="trigger-results" aria-live="polite">
        {addresses.map((address, index) => {
          const events = rules.filter(({ url }) => matchesTrigger(url, address)).map(({ event }) => event);
          return (
            <li key={index}>
              <bdi class="mono">{spellUnseen(address)}</bdi>
              <strong>{events.length ? `fires ${spellUnseen(events.join(", "))}` : "fires nothing"}</strong>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
