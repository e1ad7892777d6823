import { CONTROL, readControl } from "./read-control.ts";

/** An element's children as they are shown: those of its open shadow root, and a slot's assigned ones. */
function readChildren(node: Element): Iterable<Node> {
  const assigned = (node as Partial<HTMLSlotElement>).assignedNodes?.();
  return assigned?.length ? assigned : (node.shadowRoot ?? node).childNodes;
}

/** Roots and texts match nothing. */
const isElement = (node: Node): node is Element => "matches" in node;

/**
 * Visits all elements inside one, in document order, as they are shown; `visit` says whether to go inside as well, and
 * `onText` gets the texts between them, unread.
 */
export function visitInside(
  root: Element,
  visit: (element: Element) => unknown,
  onText: (text: Text) => void = () => {},
): void {
  for (const child of readChildren(root)) {
    if (child.nodeType === 3) onText(child as Text);
    else if (isElement(child) && visit(child)) visitInside(child, visit, onText);
  }
}

/** The nearest element that matches, the first one included, upwards through slots and open shadow roots. */
export function findAbove(from: Element, selector: string): Element | null {
  let node: Element | null = from;
  while (node && !(isElement(node) && node.matches(selector))) {
    const above: Node | null = node.assignedSlot ?? node.parentNode ?? (node as unknown as ShadowRoot).host;
    // A form's field named `parentNode` stands in the property's place, below the form: the way up would not end.
    node = node.contains(above) ? null : (above as Element | null);
  }
  return node;
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
  const visit = (inner: Element) => (inner.matches(CONTROL) ? add(readControl(inner)) : true);
  const hidden = `${STRUCK},.screen-reader-text,.visually-hidden,${ignored}`;
  if (visit(element))
    visitInside(
      element,
      (inner) => !inner.matches(hidden) && visit(inner),
      ({ data }) => add(data),
    );
  return text.replace(/\s+/g, " ").trim();
}
