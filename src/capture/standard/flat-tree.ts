import { CONTROL, readControl } from "./read-control.ts";

/** An element's children as they are shown: those of its open shadow root, and a slot's assigned ones. */
function readChildren(node: Element): Iterable<Node> {
  const assigned = (node as Partial<HTMLSlotElement>).assignedNodes?.();
  return assigned?.length ? assigned : (node.shadowRoot ?? node).childNodes;
}

const isElement = (node: Node): node is Element => node.nodeType === 1;

/** Visits all elements inside one, in document order, as they are shown; `visit` says whether to go inside as well. */
export function visitInside(root: Element, visit: (element: Element) => unknown): void {
  for (const child of readChildren(root)) if (isElement(child) && visit(child)) visitInside(child, visit);
}

/** The nearest element that matches, the first one included, upwards through slots and open shadow roots. */
export function findAbove(from: Element, selector: string): Element | undefined {
  let node: Element | null = from;
  while (node && !(isElement(node) && node.matches(selector))) {
    node = node.assignedSlot ?? ((node.parentNode ?? (node as unknown as ShadowRoot).host) as Element | null);
  }
  return node ?? undefined;
}

/** Holds for former prices. */
export const STRUCK = "del,s,strike";

/** Between two texts that would read as one number: cents set small behind a price must not lengthen it. */
const SEAM = "\u2063";

/**
 * What an element shows, in one line: texts and the values of controls, without what is struck through, what is only
 * heard, and what the selector names.
 */
export function readText(element: Element, ignored: string): string {
  let text = "";
  const add = (piece: string) => {
    text += (/\d\d/.test(text.slice(-1) + piece.charAt(0)) ? SEAM : "") + piece;
  };
  const read = (inner: Element) => {
    if (inner.matches(CONTROL)) return add(readControl(inner));
    for (const child of readChildren(inner)) {
      if (child.nodeType === 3) add((child as Text).data);
      else if (isElement(child) && !child.matches(`${STRUCK},.screen-reader-text,.visually-hidden,${ignored}`)) {
        read(child);
      }
    }
  };
  read(element);
  return text.replace(/\s+/g, " ").trim();
}
