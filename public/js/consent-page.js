// @ts-check
import { element, find, icon } from "./element.js";
import { pageTag } from "./page-tag.js";
import { readStored } from "./stored.js";

/** How often the page looks at its cookies: scripts hear of no change in every browser. */
const LOOK_MS = 200;

/** @typedef {"open" | "later" | "granted" | "denied"} Answer */

/** @type {Record<Answer, { className: string, icon: import("./icons.js").IconName, word: string, text: string, buttons: string }>} */
const ANSWERS = {
  open: {
    className: "is-waiting",
    icon: "clock",
    word: "Not decided",
    text: "May this shop tell Meta what you do here?",
    buttons: "grant revoke later",
  },
  later: {
    className: "is-waiting",
    icon: "clock",
    word: "Put off",
    text: "Events wait in this page’s memory. Leave it, and they are gone: the log then only says that nobody had decided.",
    buttons: "grant revoke",
  },
  granted: {
    className: "is-sent",
    icon: "check",
    word: "Accepted",
    text: "Events are sent, those that had waited too, each with its own time. Withdraw at any moment.",
    buttons: "withdraw forget",
  },
  denied: {
    className: "is-withheld",
    icon: "stop",
    word: "Refused",
    text: "Nothing is sent. Each event leaves a row in the log that says why, and nothing about you. This holds on the site’s other pages as well.",
    buttons: "grant forget",
  },
};

function start() {
  let isPutOff = false;
  let shown = "";

  /** @param {ReturnType<typeof readStored>} stored @returns {Answer} */
  const readAnswer = (stored) => {
    const kept = stored.find(({ name }) => name === "_pf_consent");
    if (kept?.value.includes('"granted"')) return "granted";
    if (kept) return "denied";
    return isPutOff ? "later" : "open";
  };

  const look = () => {
    const stored = readStored();
    const answer = readAnswer(stored);
    const seen = JSON.stringify([answer, stored]);
    if (seen === shown) return;
    shown = seen;
    const { className, icon: mark, word, text, buttons } = ANSWERS[answer];
    find(".banner-text").replaceChildren(
      element("span", { class: `state ${className}` }, icon(mark), word),
      element("span", {}, text),
    );
    for (const button of document.querySelectorAll("[data-answer]")) {
      if (!(button instanceof HTMLElement)) continue;
      button.hidden = !buttons.split(" ").includes(button.dataset.answer ?? "");
    }
    const items = stored.map(({ where, name, value, meaning }) =>
      element(
        "li",
        {},
        element("span", {}, element("code", { class: "stored-name" }, name), ` ${where}`),
        element("span", { class: "small" }, meaning),
        element("code", { class: "stored-value" }, value),
      ),
    );
    find("#stored").replaceChildren(...(items.length ? items : [element("li", { class: "quiet" }, "Nothing.")]));
  };

  for (const button of document.querySelectorAll("[data-answer]")) {
    button.addEventListener("click", () => answer(/** @type {HTMLElement} */ (button).dataset.answer ?? ""));
  }
  /** @param {string} given */
  const answer = (given) => {
    isPutOff = given === "later";
    if (given === "grant") pageTag()?.consent("grant");
    if (given === "revoke" || given === "withdraw") pageTag()?.consent("revoke");
    if (given === "forget") forget();
    look();
    // The pressed button may be gone; who uses the keyboard goes on from the first one that is there.
    const isGone = document.activeElement === document.body || document.activeElement?.closest("[hidden]");
    if (isGone) /** @type {HTMLElement | null} */ (document.querySelector("[data-answer]:not([hidden])"))?.focus();
  };

  find("#send-lead").addEventListener("click", () => {
    pageTag()?.trackEvent("Lead", { content_name: "Brochure" }, { em: "Jane@Example.com" });
  });
  look();
  setInterval(look, LOOK_MS);
}

/** As on a first visit: nothing of ours stays, and the page begins anew. */
function forget() {
  for (const { where, name } of readStored()) {
    if (where === "in storage") localStorage.removeItem(name);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    else document.cookie = `${name}=; path=/; max-age=0`;
  }
  location.reload();
}

start();
