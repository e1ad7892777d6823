/** An element's children as they are shown: those of its open shadow root, and a slot's assigned ones. */
export function readChildren(node: Element): Iterable<Node> {
  const assigned = (node as Partial<HTMLSlotElement>).assignedNodes?.();
  return assigned?.length ? assigned : (node.shadowRoot ?? node).childNodes;
}

const isElement = (node: Node): node is Element => node.nodeType === 1;

/** Visits all elements inside one, in document order, as they are shown; `visit` says whether to go inside as well. */
export function visitInside(root: Element, visit: (element: Element) => boolean): void {
  for (const child of readChildren(root)) if (isElement(child) && visit(child)) visitInside(child, visit);
}

/** The nearest element that matches, the first one included, upwards through slots and open shadow roots. */
export function findAbove(from: Element, selector: string): Element | undefined {
  let node: Node | null = from;
  while (node && !(isElement(node) && node.matches(selector))) {
    node = (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host ?? null;
  }
  return (node as Element | null) ?? undefined;
}

/** Holds for former prices. */
export const STRUCK = "del,s,strike";

/** Only heard, or no text at all. */
const NOT_SHOWN = "script,style,.screen-reader-text,.visually-hidden,.sr-only";

/** Between two texts that would read as one number: cents set small behind a price must not lengthen it. */
const SEAM = "\u2063";

/** An element's text as it is shown, in one line, without what the second selector names. */
export function readText(element: Element, ignored: string): string {
  let text = "";
  const read = (parent: Element) => {
    for (const child of readChildren(parent)) {
      if (child.nodeType === 3) {
        const { data } = child as Text;
        text += (/\d\d/.test(text.slice(-1) + data.charAt(0)) ? SEAM : "") + data;
      } else if (isElement(child) && !child.matches(`${STRUCK},${NOT_SHOWN},${ignored}`)) read(child);
    }
  };
  read(element);
  return text.replace(/\s+/g, " ").trim();
}
