// @ts-check
import { element, find } from "./element.js";
import { eventsPageUrl, findEvent } from "./ingest.js";

/** Tells whether the event that the page before sent while it was left has arrived. */
async function start() {
  const order = new URLSearchParams(location.search).get("order");
  const arrival = find("#arrival");
  if (!order) {
    arrival.textContent = "No order in the address; start at “Leaving at once”.";
    return;
  }
  arrival.textContent = "Looking for the event that the page before sent.";
  const outcome = await findEvent(order);
  if (outcome === "found") {
    const link = element("a", { href: eventsPageUrl(order) }, "See it on the Events page");
    arrival.replaceChildren("The event arrived while the page before was being left.", link);
    return;
  }
  const again = element("button", { type: "button", class: "button second" }, "Look again");
  again.addEventListener("click", start);
  const said = {
    missing:
      "Not there: the ingest has no event for this order. If the page before did send one, the tag keeps it in this browser and tries again while you browse.",
    unreachable:
      "The ingest does not answer. What the page before sent is safe in this browser; the tag tries again while you browse.",
  };
  arrival.replaceChildren(element("span", {}, said[outcome]), again);
}

start();
