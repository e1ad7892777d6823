import { cleanText } from "./clean-text.ts";
import { cutEmails } from "./cut-personal.ts";
import { isPrivateParameter } from "./private-parameter.ts";

/** Customer fields by Meta's own names, where nothing else would bear them: arguments get mixed up. */
const CUSTOMER_KEY = /^(em|ph|fn|ln|db)$/;

/** Ids may look like phone numbers, and a catalogue knows them only as they are. */
const ID_KEY = /(^|_)(ids?|sku|gtin|ean|mpn)$|I[dD]s?$/;

/** Whether an event parameter is a customer's or a secret, by its key, and by its value where that is telling. */
export function isPrivateKey(key: string, value: unknown): boolean {
  return CUSTOMER_KEY.test(key) || isPrivateParameter(key, typeof value === "string" ? value : JSON.stringify(value));
}

/** The text of the event parameter under this key, without what is personal or secret in it. */
export function cleanParameter(key: string, text: string): string {
  return ID_KEY.test(key) ? cutEmails(text) : cleanText(text);
}
