/** The family an event belongs to; each has a colour of its own. */
export type EventFamily = "view" | "browse" | "cart" | "purchase" | "lead" | "other";

const FAMILIES = new Map<string, EventFamily>([
  ["PageView", "view"],
  ["ViewContent", "browse"],
  ["Search", "browse"],
  ["FindLocation", "browse"],
  ["CustomizeProduct", "browse"],
  ["AddToCart", "cart"],
  ["AddToWishlist", "cart"],
  ["InitiateCheckout", "cart"],
  ["AddPaymentInfo", "cart"],
  ["Purchase", "purchase"],
  ["Donate", "purchase"],
  ["Subscribe", "purchase"],
  ["StartTrial", "purchase"],
  ["Lead", "lead"],
  ["Contact", "lead"],
  ["Schedule", "lead"],
  ["SubmitApplication", "lead"],
  ["CompleteRegistration", "lead"],
]);

/** Meta's own event names are spaced ("Page View") and get their family's colour; a custom name stays as it is. */
export function eventLabel(eventName: string): { text: string; family: EventFamily } {
  const family = FAMILIES.get(eventName);
  return family
    ? { text: eventName.replace(/(?<=[a-z])(?=[A-Z])/g, " "), family }
    : { text: eventName, family: "other" };
}
