// @ts-check
import { copyButton } from "./payload.js";

/**
 * Shows, in every `[data-code]` box, the very file that the page runs, so that text and behaviour cannot part.
 */
export async function showExampleCode() {
  for (const box of document.querySelectorAll("[data-code]")) {
    const pre = box.querySelector("pre");
    const response = await fetch(/** @type {HTMLElement} */ (box).dataset.code ?? "");
    if (!pre) continue;
    pre.textContent = (await response.text()).trim();
    box.querySelector("header")?.append(copyButton("Copy", () => pre.textContent ?? ""));
  }
}

/**
 * The tag as it stands in this page's head, between its two marks, with the bundle's whole address: it works on a page
 * of any other site too.
 */
export function readPastedTag() {
  const marks = [...document.head.childNodes].filter((node) => node.nodeType === Node.COMMENT_NODE);
  const open = marks.find((node) => node.nodeValue?.trim() === "pixelflow snippet");
  for (let node = open?.nextSibling; node && node.nodeType !== Node.COMMENT_NODE; node = node.nextSibling) {
    if (!(node instanceof HTMLScriptElement)) continue;
    return node.outerHTML.replace(/(bundle:")(\/[^"]*)/, (_all, key, path) => key + new URL(path, location.href).href);
  }
  return "";
}
