import { ACTION_CLASS } from "./class-names.ts";

/** What the words of an action class begin with, for each of the events. */
const STEMS = {
  AddPaymentInfo: "pay",
  AddToCart: "cart|basket|bag",
  AddToWishlist: "wish|favo",
  CompleteRegistration: "regist|sign|account",
  Contact: "contact|call|chat|mail",
  CustomizeProduct: "custom|config",
  Donate: "donat",
  FindLocation: "locat|store|direction",
  InitiateCheckout: "buy|checkout|chk",
  Lead: "lead|quote",
  Purchase: "plc|place|purchase",
  Schedule: "schedul|book|appoint",
  Search: "search",
  StartTrial: "trial",
  SubmitApplication: "appl",
  Subscribe: "subscri|newsletter",
  ViewContent: "view",
};

/**
 * The event that an element's action class stands for: by the site's own map, else by the words in the class. Undefined
 * where it tells no event, or several.
 */
export function findActionEvent(actionClass: string, actions: Readonly<Record<string, string>>): string | undefined {
  const own = actions[actionClass];
  if (own) return own;
  const [, words = ""] = ACTION_CLASS.exec(actionClass) ?? [];
  const events = Object.entries(STEMS).filter(([, stems]) => RegExp(`(?:^|-)(?:${stems})`).test(words));
  return events.length === 1 ? events[0]?.[0] : undefined;
}
