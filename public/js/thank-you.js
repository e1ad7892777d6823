// @ts-check
import { element, find } from "./element.js";
import { eventsPageUrl, followEvent } from "./ingest.js";

/** Tells whether the event that the page before sent while it was left has arrived. */
async function start() {
  const order = new URLSearchParams(location.search).get("order");
  const arrival = find("#arrival");
  if (!order) {
    arrival.textContent = "No order in the address; start at “Leaving at once”.";
    return;
  }
  const outcome = await followEvent(order, () => {});
  const link = element("a", { href: eventsPageUrl(order) }, "See it on the Events page");
  if (outcome === "done") arrival.replaceChildren("The event arrived while the page before was being left. ", link);
  else
    arrival.textContent = "The ingest does not have the event yet. The tag keeps it and tries again while you browse.";
}

start();
