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

  const readName = () => {
    const eventName = field("name").value.trim();
    field("name").setAttribute("aria-invalid", String(!eventName));
    find("#editor-name-problem").textContent = eventName ? "" : "Write the event's name, such as AddToCart.";
    return eventName;
  };

  field("name").addEventListener("change", readName);
  for (const name of names) field(name).addEventListener("change", () => read(name));
  find("#editor").addEventListener("submit", (event) => {
    event.preventDefault();
    const eventName = readName();
    const [customData, userData] = names.map(read);
    if (eventName && customData && userData) pageTag()?.trackEvent(eventName, customData, userData);
    else find("#editor [aria-invalid=true]").focus();
  });
}
