import { CUSTOMER_CLASS } from "./class-names.ts";
import { findAbove, readText, visitInside } from "./flat-tree.ts";
import { CONTROL, readControl } from "./read-control.ts";

/** The customer's data in the marked fields of a form, clear; the first value of each counts. Nothing else is read. */
export function readCustomer(form: Element): Record<string, string> {
  const customer: Record<string, string> = {};
  visitInside(form, (element) => {
    if (!element.matches(CONTROL)) return true;
    const marked = findAbove(element, '[class*="info-cust-"]');
    const [, field = ""] = CUSTOMER_CLASS.exec(`${marked?.className}`) ?? [];
    // Inside a marked wrapper: what a script keeps for itself, and the list of calling codes before a phone number.
    const isBeside =
      marked !== element && /^hidden|^select(?=.*ph$)/.test(`${(element as HTMLInputElement).type} ${field}`);
    if (field && !isBeside) customer[field] ||= readControl(element);
    return true;
  });
  return customer;
}

/** What a form is about: its heading or legend, or its name. */
export function readTitle(form: Element, around: Element | null): string | undefined {
  const [heading] = [form, around].flatMap((root) => root?.querySelector("h1,h2,h3,h4,h5,h6,legend") ?? []);
  const title = heading && readText(heading, CONTROL);
  return title || form.getAttribute("name") || form.getAttribute("aria-label") || undefined;
}
