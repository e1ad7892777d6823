// @ts-check
import { element, find } from "./element.js";
import { isKnownRepeat } from "./journal.js";
import { entryId } from "./live-panel.js";
import { pageTag } from "./page-tag.js";

/**
 * The line beside each example's button, which tells what became of its latest call and links to the call's entry.
 *
 * A line says with `data-result-of` what is pressed and with `data-event` what that sends; the editor's sends whatever
 * name is typed there. A call belongs to the line whose example of that name was used last.
 *
 * @param {(call: import("./journal.js").Call) => void} onOpen Called when a reader follows a line's link.
 */
export function createResultLines(onOpen) {
  /** @type {NodeListOf<HTMLElement>} */
  const lines = document.querySelectorAll("[data-result-of]");
  /** @type {Map<string, HTMLElement>} By event name. */
  const lastUsed = new Map();
  /** @type {Map<number, HTMLElement>} By call. */
  const lineOf = new Map();
  /** @type {Map<HTMLElement, number>} The call that a line tells of. */
  const shown = new Map();

  const onUse = (/** @type {Event} */ { target }) => {
    if (!(target instanceof Element)) return;
    for (const line of lines) {
      if (!target.closest(line.dataset.resultOf ?? "")) continue;
      const typed = /** @type {HTMLInputElement} */ (find("#editor-name")).value;
      lastUsed.set(line.dataset.event || typed.trim(), line);
    }
  };
  // While the event comes down, so that the line is chosen before the example makes its call.
  for (const type of ["click", "submit"]) document.addEventListener(type, onUse, { capture: true });
  find("#book-a-call").addEventListener("click", () => {
    const line = lastUsed.get("Schedule");
    if (line && !pageTag()?.utils) line.textContent = "Waiting for the tag to load.";
  });

  return {
    /** Takes in a new or changed call of the page. */
    show(/** @type {import("./journal.js").Call} */ call) {
      if (call.id < 0) return;
      const line = lineOf.get(call.id) ?? lastUsed.get(String(call.args[0]).trim());
      if (!line || (shown.get(line) ?? 0) > call.id) return;
      lineOf.set(call.id, line);
      shown.set(line, call.id);
      const text = describe(call);
      if (line.firstChild?.textContent === text) return;
      const link = element("a", { href: `#${entryId(call)}` }, "See the call");
      link.addEventListener("click", () => onOpen(call));
      line.replaceChildren(text, link);
    },
  };
}

/** @param {import("./journal.js").Call} call */
function describe(call) {
  const { result } = call;
  if (!result) return "Under way. ";
  if (isKnownRepeat(call)) return "Had this event id already; dropped as a repeat. ";
  const ms = Math.round(result.ms);
  if (result.value === true) return `Sent: the promise said true after ${ms} ms. `;
  return `Not sent: the promise said ${String(result.value)} after ${ms} ms. `;
}
