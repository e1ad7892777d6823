// @ts-check
import { element } from "./element.js";
import { copyButton, payload } from "./payload.js";
import { STATIONS } from "./trail-steps.js";

/**
 * Shows what is going to happen, while nothing has.
 *
 * @param {HTMLElement} pane
 * @param {string} chosen The station that the reader picked; "" shows all of them.
 */
export function drawOutlook(pane, chosen) {
  pane.setAttribute("aria-labelledby", `trail-${chosen || STATIONS[0].id}`);
  const terms = STATIONS.filter(({ id }) => !chosen || id === chosen).flatMap(({ title, explain }) => [
    element("dt", {}, title),
    element("dd", {}, explain),
  ]);
  pane.replaceChildren(
    element("p", { class: "trail-prose" }, "Send a Purchase, and each station shows here what passed it."),
    element("dl", { class: "trail-outlook" }, ...terms),
  );
}

/** @param {string} text @returns {(Node | string)[]} The text, which may break after each slash of an address. */
const breakable = (text) => text.split(/(?<=[^/:]\/)/).flatMap((part) => [part, element("wbr")]);

/**
 * Shows what one station has to tell.
 *
 * @param {HTMLElement} pane
 * @param {(typeof STATIONS)[number]} station
 * @param {import("./trail-steps.js").Step} step
 */
export function drawPane(pane, station, step) {
  pane.setAttribute("aria-labelledby", `trail-${station.id}`);
  const prose = element("p", { class: "trail-prose" }, ...breakable(step.prose || station.explain));
  if (!step.payload) {
    pane.replaceChildren(prose);
    return;
  }
  const { label, value } = step.payload;
  pane.replaceChildren(
    element(
      "header",
      {},
      prose,
      copyButton("Copy", () => JSON.stringify(value, null, 2)),
    ),
    payload(value, label),
  );
}
