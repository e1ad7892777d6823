/** What a value can be read from; text areas hold whatever people write, and are never read. */
export const CONTROL = "input,select";

/** Types that hold no value of the visitor's, or one that is none of ours. */
const OTHER_TYPES = /^(?:password|file|submit|image|button|reset)$/;

/** Cards, accounts and passwords, whatever their type is at the moment: a password may be shown as text. */
const SECRET = /card|cvv|cvc|csc|iban|secur|passw|pwd|ssn|\bcc-|one-time/i;

/**
 * What a visitor has entered or chosen; `""` for nothing, and for what is never read. Of a list the value if it is a
 * two-letter code, else the text that the visitor sees.
 */
export function readControl(element: Element): string {
  const control = element as HTMLInputElement & HTMLSelectElement;
  const { type } = control;
  const isSecret = SECRET.test([control.name, control.id, control.autocomplete].join(" "));
  if (isSecret || OTHER_TYPES.test(type) || (/^(?:radio|checkbox)$/.test(type) && !control.checked)) return "";
  const value = control.value.trim();
  const isCode = !control.options || !value || /^[a-z]{2}$/i.test(value);
  return isCode ? value : (control.selectedOptions[0]?.text ?? "");
}
