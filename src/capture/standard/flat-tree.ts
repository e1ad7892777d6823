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
 * What an element shows, in one line: the value of the control that it is or has in it, else its text without what is
 * struck through, what is only heard, and what the selector names.
 */
export function readText(element: Element, ignored: string): string {
  let control = element.matches(CONTROL) ? element : undefined;
  let text = "";
  const read = (parent: Element) => {
    for (const child of readChildren(parent)) {
      if (child.nodeType === 3) {
        const { data } = child as Text;
        text += (/\d\d/.test(text.slice(-1) + data.charAt(0)) ? SEAM : "") + data;
      } else if (isElement(child)) {
        if (child.matches(CONTROL)) control ??= child;
        else if (!child.matches(`${STRUCK},.screen-reader-text,.visually-hidden,${ignored}`)) read(child);
      }
    }
  };
  read(element);
  return (control ? readControl(control) : text).replace(/\s+/g, " ").trim();
}
