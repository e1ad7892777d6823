// @ts-check
import { element, find } from "./element.js";
import { pageTag } from "./page-tag.js";
import { copyButton } from "./payload.js";

/** What the tag needs of a policy; everything else in this page's is for its own style sheets and pictures. */
const FOR_THE_TAG = /^(script-src|connect-src|require-trusted-types-for|trusted-types) /;
/** Nobody's: the request ends at the policy, before any network. */
const ANOTHER_HOST = "https://another-host.invalid/";

/** @returns {string[]} The policy under which this page really runs, a directive a line. */
function readPolicy() {
  const meta = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
  return (meta?.getAttribute("content") ?? "").split("; ").map((directive) => `${directive};`);
}

/** @param {string} selector @param {string[]} lines */
function showLines(selector, lines) {
  const pre = find(selector);
  pre.textContent = lines.join("\n");
  pre.parentElement?.querySelector("header")?.append(copyButton("Copy", () => lines.join("\n")));
}

function start() {
  const policy = readPolicy();
  showLines(
    "#tag-lines",
    policy.filter((line) => FOR_THE_TAG.test(line)),
  );
  showLines("#all-lines", policy);

  const list = find("#kept-out");
  /** @type {any} */ (window).demoPolicy.onViolation((/** @type {SecurityPolicyViolationEvent} */ violation) => {
    list.querySelector(".quiet")?.remove();
    const { effectiveDirective, blockedURI } = violation;
    list.append(element("li", {}, element("code", {}, effectiveDirective), ` kept out ${blockedURI}`));
  });
  find("#break-policy").addEventListener("click", () => {
    fetch(ANOTHER_HOST).catch(() => {
      // As it should be; the policy's own report says why.
    });
  });
  find("#send-purchase").addEventListener("click", () => {
    pageTag()?.trackEvent("Purchase", { value: 40, currency: "EUR" }, { em: "Jane@Example.com" });
  });
}

start();
