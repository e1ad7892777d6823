// @ts-check
import { find } from "./element.js";
import { createJournal } from "./journal.js";
import { createLivePanel } from "./live-panel.js";
import { ingestEndpoint } from "./page-tag.js";

/** What every small demo page shares: the link to the Events page and, where it has one, the list of calls. */
function start() {
  find("#events-link").setAttribute("href", new URL("/events", ingestEndpoint()).href);
  if (!document.querySelector("#calls")) return;
  const panel = createLivePanel(find("#calls"), () => {});
  /** @type {any} */ (window).demoWatch.onSighting(createJournal(panel.show).add);
}

start();
