// @ts-check
import { copyText } from "./copy-text.js";
import { element, icon } from "./element.js";
import { jsonLines } from "./json-lines.js";

/** How long a button says "Copied". */
const SHOWN_MS = 1600;

/**
 * A button that copies a text and says so.
 *
 * @param {string} label
 * @param {() => string} text
 */
export function copyButton(label, text) {
  const word = element("span", {}, label);
  const button = element("button", { type: "button", class: "plain-button" }, icon("copy"), word);
  button.addEventListener("click", async () => {
    word.textContent = (await copyText(text())) ? "Copied" : "Copying is not allowed here";
    setTimeout(() => {
      word.textContent = label;
    }, SHOWN_MS);
  });
  return button;
}

/** @param {import("./json-lines.js").JsonLine} line */
function lineElement(line) {
  const text = element("span", { class: "text" }, element("span", { class: "key" }, line.key));
  if (line.kind === "hash") {
    const shown = element("span", {}, `"${line.text}"`);
    const hash = element("button", { type: "button", class: "hash", title: "Copy the whole hash" }, shown);
    hash.append(element("span", { class: "unseen" }, ", copy the whole hash"));
    hash.addEventListener("click", async () => {
      if (!(await copyText(line.full))) return;
      shown.textContent = "copied";
      setTimeout(() => {
        shown.textContent = `"${line.text}"`;
      }, SHOWN_MS);
    });
    text.append(hash, line.end);
  } else {
    text.append(element("span", { class: line.kind }, line.text), line.end);
  }
  const row = element("div", { class: `line depth-${Math.min(line.depth, 9)}` }, text);
  if (line.note) row.append(element("span", { class: "note" }, line.note));
  return row;
}

/**
 * A payload for reading: one key a line, hashes short, a plain sentence where one helps.
 *
 * @param {unknown} value
 * @param {string} label What it is, for a screen reader.
 */
export function payload(value, label) {
  const box = element("div", { class: "payload", role: "group", "aria-label": label, tabindex: "0" });
  box.append(...jsonLines(value).map(lineElement));
  return box;
}
