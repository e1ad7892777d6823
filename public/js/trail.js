// @ts-check
import { element, icon } from "./element.js";
import { eventsPageUrl, followEvent } from "./ingest.js";
import { drawOutlook, drawPane } from "./trail-pane.js";
import { STATIONS, trailSteps } from "./trail-steps.js";

/** @type {Record<import("./trail-steps.js").Step["state"], { icon: import("./icons.js").IconName, word: string }>} */
const MARKS = {
  idle: { icon: "dots", word: "not yet" },
  open: { icon: "clock", word: "under way" },
  done: { icon: "check", word: "done" },
  problem: { icon: "cross", word: "problem" },
};

/** @param {any} receipt An event that the ingest refused is nowhere to be looked for. */
const isRejected = (receipt) => receipt?.rejected?.length > 0;

/**
 * The live trail of one event: its stations as tabs, and a pane of fixed height with what the chosen one has to show,
 * so that nothing on the page moves while the event travels.
 *
 * @param {HTMLElement} root
 */
export function createTrail(root) {
  /** @type {import("./journal.js").Call | null} */
  let call = null;
  /** @type {import("./ingest.js").StoredEvent | null} */
  let stored = null;
  /** @type {"following" | "done" | "gave up" | "unreachable"} */
  let following = "following";
  let followed = "";
  /** The reader's own choice of a station; until then the newest one is shown. */
  let chosen = "";

  const pane = element("div", { class: "trail-pane", role: "tabpanel", id: "trail-pane" });
  const tabs = STATIONS.map(({ id, title }, index) => {
    const mark = element("span", { class: "trail-mark" });
    const fact = element("span", { class: "trail-fact" });
    const tab = element(
      "button",
      { type: "button", role: "tab", id: `trail-${id}`, "aria-controls": "trail-pane" },
      mark,
      element("span", { class: "trail-title" }, title),
      fact,
    );
    tab.addEventListener("click", () => {
      chosen = id;
      draw();
    });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = tabs[(index + step + tabs.length) % tabs.length];
      next?.tab.click();
      next?.tab.focus();
    });
    return { id, tab, mark, fact };
  });
  const list = element("div", {
    class: "trail-steps",
    role: "tablist",
    "aria-label": "Stations of the event",
    "aria-orientation": "vertical",
  });
  list.append(...tabs.map(({ tab }) => tab));
  const link = element(
    "a",
    { class: "trail-link", target: "_blank", rel: "noopener" },
    "Open this event on the Events page",
    icon("out"),
  );
  const news = element("p", { class: "unseen", role: "status" });
  root.replaceChildren(element("div", { class: "trail-body" }, list, pane), element("footer", {}, link), news);

  const draw = () => {
    const steps = call ? trailSteps(call, stored, following) : null;
    const reached = steps ? STATIONS.filter(({ id }) => steps[id].state !== "idle") : [];
    const newest = reached.filter(({ id }) => steps?.[id].payload).at(-1) ?? STATIONS[0];
    const shownId = chosen || newest.id;
    for (const { id, tab, mark, fact } of tabs) {
      const { state, fact: text } = steps?.[id] ?? { state: /** @type {const} */ ("idle"), fact: "" };
      tab.dataset.state = state;
      tab.setAttribute("aria-selected", String(id === shownId));
      tab.tabIndex = id === shownId ? 0 : -1;
      mark.replaceChildren(icon(MARKS[state].icon), element("span", { class: "unseen" }, MARKS[state].word));
      fact.textContent = text || "\u00a0";
    }
    const station = STATIONS.find(({ id }) => id === shownId) ?? STATIONS[0];
    if (steps) drawPane(pane, station, steps[station.id]);
    else drawOutlook(pane, chosen);
    link.hidden = !call?.eventId;
    if (call?.eventId) link.href = eventsPageUrl(call.eventId);
    const last = reached.at(-1);
    if (steps && last) news.textContent = `${last.title}: ${steps[last.id].fact}`;
  };

  const follow = async (/** @type {string} */ eventId) => {
    followed = eventId;
    const outcome = await followEvent(eventId, (event) => {
      if (followed !== eventId) return;
      stored = event;
      draw();
    });
    if (followed !== eventId) return;
    following = outcome;
    draw();
  };

  draw();
  return {
    /** Shows this call from now on, and each later change of it. */
    show(/** @type {import("./journal.js").Call} */ next) {
      if (next !== call) {
        call = next;
        stored = null;
        following = "following";
        followed = "";
        chosen = "";
      }
      const receipt = call.requests.find(
        ({ answer }) => answer && answer.status >= 200 && answer.status < 300 && !isRejected(answer.body),
      );
      if (call.eventId && followed !== call.eventId && receipt) follow(call.eventId);
      draw();
    },
  };
}
