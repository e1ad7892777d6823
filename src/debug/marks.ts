import { findActionEvent } from "../capture/standard/action-events.ts";
import {
  ACTION_CLASS,
  CUSTOMER_CLASS,
  FORM,
  ITEM,
  NAME,
  PRICE,
  QUANTITY,
  TOTAL,
  WRAPPER,
} from "../capture/standard/class-names.ts";

/** What a marked element is to the tag. */
export interface Mark {
  kind: "action" | "product" | "customer" | "failed";
  words: string;
}

const PARTS = [
  [WRAPPER, "All items"],
  [ITEM, "Item"],
  [NAME, "Name"],
  [PRICE, "Price"],
  [QUANTITY, "Quantity"],
  [TOTAL, "Total"],
] as const;

/** Whatever may bear a mark. */
export const MARKED = '[class*="-pf"]';

/**
 * What an element's classes mean, in the order in which a reader asks for it; undefined for one that means nothing.
 * `actions` are the site's own, as far as they are known.
 */
export function readMark(element: Element, actions: Readonly<Record<string, string>>): Mark | undefined {
  const found: Mark[] = [];
  for (const name of Array.from(element.classList)) {
    if (!ACTION_CLASS.test(name)) continue;
    const event = findActionEvent(name, actions);
    found.push(event ? { kind: "action", words: event } : { kind: "failed", words: `No event is known for ${name}` });
  }
  const [, field] = CUSTOMER_CLASS.exec(element.getAttribute("class") ?? "") ?? [];
  if (field) found.push({ kind: "customer", words: `Customer: ${field}` });
  if (element.matches(FORM)) found.push({ kind: "customer", words: "Form" });
  for (const [selector, words] of PARTS) if (element.matches(selector)) found.push({ kind: "product", words });
  const [first] = found;
  return first && { kind: first.kind, words: found.map(({ words }) => words).join(", ") };
}
