// @ts-check
import { element, find } from "../element.js";
import { createJournal } from "../journal.js";
import { createLivePanel } from "../live-panel.js";
import { ingestEndpoint } from "../page-tag.js";
import { createTrail } from "../trail.js";

/** @typedef {import("../journal.js").Sighting} Sighting */

const KEY = "demo-shop-visit";
/** Enough for a long walk through the shop, and little beside what storage takes. */
const MOST_SIGHTINGS = 120;

/** @returns {Sighting[]} What earlier pages of this visit have sent. */
function readEarlier() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    // Storage is forbidden: then the list begins anew on each page.
    return [];
  }
}

/** @param {Sighting[]} sightings */
function keep(sightings) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(sightings.slice(-MOST_SIGHTINGS)));
  } catch {
    // Forbidden or full.
  }
}

/**
 * Shows every event of this visit, those of earlier pages too, and follows the newest one that is not just a page view.
 * What is kept for the next page is what left for the ingest, hashed as it was.
 */
export function showVisit() {
  find("#events-link").setAttribute("href", new URL("/events", ingestEndpoint()).href);
  const trail = createTrail(find("#trail"));
  /** @type {import("../journal.js").Call | null} */
  let followed = null;
  const follow = (/** @type {import("../journal.js").Call} */ call) => {
    followed = call;
    trail.show(call);
    panel.mark(call);
    const time = element("time", { class: "quiet small" }, new Date(call.at).toLocaleTimeString());
    find("#trail-heading").replaceChildren("The way of ", element("bdi", {}, String(call.args[0])), " ", time);
  };
  const panel = createLivePanel(find("#calls"), follow, { makesNoCalls: true });
  const isView = (/** @type {import("../journal.js").Call} */ { args }) => args[0] === "PageView";
  // An event's time is in seconds: what an earlier one hears meanwhile must not make it the newest.
  const seen = new Set();
  const journal = createJournal((call) => {
    panel.show(call);
    const isNew = !seen.has(call);
    seen.add(call);
    const isNext = !followed || (isNew && call.at >= followed.at && (!isView(call) || isView(followed)));
    if (call === followed) trail.show(call);
    else if (isNext) follow(call);
  });

  const sightings = readEarlier();
  const lastId = Math.max(0, ...sightings.map(({ id }) => id));
  for (const sighting of sightings) journal.add(sighting);
  /** @type {any} */ (window).demoWatch.onSighting((/** @type {Sighting} */ noticed) => {
    if (noticed.type !== "request" && noticed.type !== "answer") return;
    const sighting = { ...noticed, id: noticed.id + lastId };
    sightings.push(sighting);
    keep(sightings);
    journal.add(sighting);
  });
}
