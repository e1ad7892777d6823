// @ts-check
import { causeOf } from "./cause.js";
import { element, icon } from "./element.js";
import { eventsPageUrl } from "./ingest.js";
import { copyButton, payload } from "./payload.js";

/** @param {import("./journal.js").Call} call @param {boolean} isOfTag @returns {{ className: string, icon: import("./icons.js").IconName, word: string }} */
function promiseState(call, isOfTag) {
  const { id, result } = call;
  if (id < 0) return { className: "is-withheld", icon: "check", word: isOfTag ? causeOf(call).word : "callable form" };
  if (!result) return { className: "is-waiting", icon: "clock", word: "promise pending" };
  if (result.value === true) return { className: "is-sent", icon: "check", word: `true, ${Math.round(result.ms)} ms` };
  return { className: "is-failed", icon: "cross", word: `${String(result.value)}, ${Math.round(result.ms)} ms` };
}

/**
 * The id of a call's entry in the list.
 *
 * @param {import("./journal.js").Call} call
 */
export function entryId({ id }) {
  return `call-${id}`;
}

/** @param {string} title @param {unknown} value */
function section(title, value) {
  const head = element(
    "header",
    {},
    element("span", {}, title),
    copyButton("Copy", () => JSON.stringify(value, null, 2)),
  );
  return element("div", { class: "code-box" }, head, payload(value, title));
}

/**
 * The list of every call in this page, newest first: its promise's result, and each request body that carried it.
 *
 * @param {HTMLElement} list An `ol`; it may hold a first child that stands there while nothing has happened.
 * @param {(call: import("./journal.js").Call) => void} onOpen Called when a reader opens a call.
 * @param {{ makesNoCalls?: boolean }} [page] Whether every event is the tag's own doing.
 */
export function createLivePanel(list, onOpen, { makesNoCalls = false } = {}) {
  /** @type {Map<number, { state: HTMLElement, inside: HTMLElement, summary: HTMLElement, details: HTMLDetailsElement }>} */
  const entries = new Map();

  const add = (/** @type {import("./journal.js").Call} */ call) => {
    const state = element("span", {});
    const time = element("time", { class: "quiet small" }, new Date(call.at).toLocaleTimeString());
    const inside = element("div", { class: "live-inside" });
    const name = element("bdi", { class: "live-name" }, String(call.args[0]));
    const summary = element("summary", { id: entryId(call) }, icon("chevron"), name, time, state);
    const details = element("details", {}, summary, inside);
    details.addEventListener("toggle", () => {
      if (!details.open) return;
      fill(inside, call);
      onOpen(call);
    });
    list.querySelector(".live-empty")?.remove();
    list.prepend(element("li", {}, details));
    const entry = { state, inside, summary, details };
    entries.set(call.id, entry);
    return entry;
  };

  return {
    /** Marks the call that is followed, and no other. */
    mark(/** @type {import("./journal.js").Call} */ call) {
      for (const [id, { summary }] of entries) {
        if (id === call.id) summary.setAttribute("aria-current", "true");
        else summary.removeAttribute("aria-current");
      }
    },
    /** Opens a call's entry, as its reader would. */
    open(/** @type {import("./journal.js").Call} */ call) {
      const details = entries.get(call.id)?.details;
      if (details) details.open = true;
    },
    show(/** @type {import("./journal.js").Call} */ call) {
      const { state, inside, details } = entries.get(call.id) ?? add(call);
      const { className, icon: mark, word } = promiseState(call, makesNoCalls || call.args[0] === "PageView");
      state.className = `state ${className}`;
      state.replaceChildren(icon(mark), word);
      if (details.open) fill(inside, call);
    },
  };
}

/** @param {HTMLElement} inside @param {import("./journal.js").Call} call */
function fill(inside, call) {
  const [eventName, customData, userData] = call.args;
  const parts = [];
  if (call.id > 0) parts.push(section("The call", { eventName, customData, userData }));
  call.requests.forEach(({ by, body, answer }, index) => {
    const answered = answer ? (answer.status ? `answered ${answer.status}` : "not reached") : "no answer yet";
    parts.push(section(`Request ${index + 1}: ${by}, ${by === "beacon" ? "which has no answer" : answered}`, body));
  });
  if (!call.requests.length) {
    const reason =
      call.result?.value === false ? "Nothing left the page; the console says why." : "Nothing has left the page yet.";
    parts.push(/** @type {any} */ (element("p", { class: "quiet small" }, reason)));
  }
  if (call.eventId) {
    const link = element(
      "a",
      { href: eventsPageUrl(call.eventId), target: "_blank", rel: "noopener" },
      "Open on the Events page",
    );
    parts.push(/** @type {any} */ (element("p", { class: "small" }, link)));
  }
  inside.replaceChildren(...parts);
}
