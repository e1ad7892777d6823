import assert from "node:assert/strict";
import { test } from "node:test";
import { findActionEvent } from "./action-events.ts";

const EVENTS: [words: string, event: string | undefined][] = [
  ["cart", "AddToCart"],
  ["buy", "InitiateCheckout"],
  ["buy-now", "InitiateCheckout"],
  ["lead", "Lead"],
  ["plc-ord", "Purchase"],
  ["add-to-cart", "AddToCart"],
  ["add-to-wishlist", "AddToWishlist"],
  ["add-payment-info", "AddPaymentInfo"],
  ["complete-registration", "CompleteRegistration"],
  ["register", "CompleteRegistration"],
  ["contact", "Contact"],
  ["contact-us", "Contact"],
  ["customize-product", "CustomizeProduct"],
  ["donate", "Donate"],
  ["find-location", "FindLocation"],
  ["initiate-checkout", "InitiateCheckout"],
  ["place-order", "Purchase"],
  ["schedule", "Schedule"],
  ["search", "Search"],
  ["start-trial", "StartTrial"],
  ["submit-application", "SubmitApplication"],
  ["subscribe", "Subscribe"],
  ["view-content", "ViewContent"],
  // Two events, or none: nothing is guessed.
  ["view-cart", undefined],
  ["search-location", undefined],
  ["sign-up", undefined],
  ["complete-order", undefined],
  ["product-content", undefined],
  ["buyer", undefined],
  ["order", undefined],
  ["design", undefined],
  ["constructor", undefined],
];

for (const [words, event] of EVENTS) {
  test(`action-btn-${words}-020-pf means ${event}`, () => {
    assert.equal(findActionEvent(`action-btn-${words}-020-pf`, {}), event);
  });
}

test("the site's own map counts more than words", () => {
  const actions = { "action-btn-cart-005-pf": "Contact", "action-btn-quux-020-pf": "MyEvent" };
  assert.equal(findActionEvent("action-btn-cart-005-pf", actions), "Contact");
  assert.equal(findActionEvent("action-btn-quux-020-pf", actions), "MyEvent");
  assert.equal(findActionEvent("action-btn-cart-006-pf", actions), "AddToCart");
});
