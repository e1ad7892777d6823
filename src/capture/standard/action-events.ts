import { ACTION_CLASS } from "./class-names.ts";

/** Events, and what words in an action class begin with that mean them. */
const STEMS = [
  ["AddPaymentInfo", "pay"],
  ["AddToCart", "cart|basket"],
  ["AddToWishlist", "wish|favo"],
  ["CompleteRegistration", "regist|sign"],
  ["Contact", "contact|call|chat"],
  ["CustomizeProduct", "custom|config"],
  ["Donate", "donat"],
  ["FindLocation", "locat|store"],
  ["InitiateCheckout", "buy|checkout"],
  ["Lead", "lead|quote"],
  ["Purchase", "plc|place|purchase"],
  ["Schedule", "schedul|book|appoint"],
  ["Search", "search"],
  ["StartTrial", "trial"],
  ["SubmitApplication", "appl"],
  ["Subscribe", "subscri|newsletter"],
  ["ViewContent", "view"],
] as const;

/**
 * The event that an action class stands for: by the site's own map, else by the words in the class. Undefined where they
 * tell no event, or several.
 */
export function findActionEvent(actionClass: string, actions: Readonly<Record<string, string>>): string | undefined {
  const [, words = ""] = ACTION_CLASS.exec(actionClass) ?? [];
  const events = STEMS.filter(([, stems]) => RegExp(`(?:^|-)(?:${stems})`).test(words));
  return actions[actionClass] ?? (events.length === 1 ? events[0]?.[0] : undefined);
}
