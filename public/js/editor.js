// @ts-check
import { find } from "./element.js";
import { pageTag } from "./page-tag.js";
import { parseJson } from "./parse-json.js";

/** The form that sends any call; malformed JSON is explained at its field and nothing is sent. */
export function startEditor() {
  const field = (/** @type {string} */ name) => /** @type {HTMLTextAreaElement} */ (find(`#editor-${name}`));
  const names = /** @type {const} */ (["customData", "userData"]);

  const read = (/** @type {(typeof names)[number]} */ name) => {
    const parsed = parseJson(field(name).value, name);
    const problem = "problem" in parsed ? parsed.problem : "";
    field(name).setAttribute("aria-invalid", String(!!problem));
    find(`#editor-${name}-problem`).textContent = problem;
    return "value" in parsed ? parsed.value : undefined;
  };

  for (const name of names) field(name).addEventListener("change", () => read(name));
  find("#editor").addEventListener("submit", (event) => {
    event.preventDefault();
    const [customData, userData] = names.map(read);
    if (customData && userData) pageTag()?.trackEvent(field("name").value, customData, userData);
    else find("#editor [aria-invalid=true]").focus();
  });
}
