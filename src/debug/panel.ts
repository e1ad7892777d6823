import type { Entry } from "./entries.ts";
import { makeElement } from "./make-element.ts";

/** The panel's own elements, and what can be told to it. */
export interface Panel {
  element: HTMLElement;
  show(entries: readonly Entry[]): void;
  say(status: string): void;
}

/** What the reader may do. */
interface PanelParts {
  onOutlines(isShown: boolean): void;
  onClose(): void;
}

/** Each state with a mark and a word, so that none of them is a colour alone. */
const STATES = {
  sent: "✓ fired",
  waiting: "… held",
  withheld: "⊘ withheld",
  failed: "✕ not sent",
} satisfies Record<Entry["state"], string>;

/** The list of what fired and what did not, which can be folded and closed. */
export function createPanel({ onOutlines, onClose }: PanelParts): Panel {
  const outlines = makeElement("button", { type: "button", "aria-pressed": "true" }, "Outlines");
  const fold = makeElement("button", { type: "button", "aria-expanded": "true" }, "Fold");
  const close = makeElement("button", { type: "button" }, "Close");
  const status = makeElement("p", { class: "status", role: "status" });
  const list = makeElement("ol", { "aria-live": "polite", "aria-relevant": "additions" });
  const body = makeElement("div", { class: "body", tabindex: "0", role: "group", "aria-label": "Events" }, list);
  const heading = makeElement("h2", { id: "heading" }, "PixelFlow debug");
  const element = makeElement(
    "section",
    { class: "panel", "aria-labelledby": "heading" },
    makeElement("header", {}, heading, outlines, fold, close),
    status,
    body,
  );

  const setFolded = (isFolded: boolean) => {
    body.hidden = isFolded;
    status.hidden = isFolded;
    fold.textContent = isFolded ? "Unfold" : "Fold";
    fold.setAttribute("aria-expanded", String(!isFolded));
  };
  fold.addEventListener("click", () => setFolded(!body.hidden));
  outlines.addEventListener("click", () => {
    const isShown = outlines.getAttribute("aria-pressed") !== "true";
    outlines.setAttribute("aria-pressed", String(isShown));
    onOutlines(isShown);
  });
  close.addEventListener("click", onClose);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    setFolded(true);
    fold.focus();
  });

  const shown = new Map<Entry, HTMLElement>();
  function draw(entry: Entry): HTMLElement {
    const { state, title, why, values } = entry;
    const parts = [makeElement("bdi", {}, title), makeElement("span", { class: "mark" }, STATES[state])];
    const reason = why ? [makeElement("p", { class: "why" }, why)] : [];
    if (!values.length)
      return makeElement("li", { class: state }, makeElement("div", { class: "line" }, ...parts), ...reason);
    const pairs = values.flatMap(([name, value]) => [makeElement("dt", {}, name), makeElement("dd", {}, value)]);
    const details = makeElement("details", {}, makeElement("summary", {}, ...parts), makeElement("dl", {}, ...pairs));
    return makeElement("li", { class: state }, details, ...reason);
  }

  return {
    element,
    show(entries) {
      const items = entries.map((entry) => {
        const item = shown.get(entry) ?? draw(entry);
        shown.set(entry, item);
        return item;
      });
      for (const [entry, item] of shown) {
        if (entries.includes(entry)) continue;
        item.remove();
        shown.delete(entry);
      }
      // What a reader has opened stays where it is: only what is new is put in.
      items.forEach((item, index) => {
        if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
      });
    },
    say(text) {
      if (status.textContent !== text) status.textContent = text;
    },
  };
}
