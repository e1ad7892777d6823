// @ts-check
import { ICONS } from "./icons.js";

/**
 * An element with its attributes and children; texts become text nodes, so nothing typed is ever read as markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * The page's element under a selector; throws when the page lacks it, so that a renamed id is found at once.
 *
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`This page has no ${selector}.`);
  return found;
}

/**
 * A picture of one path, for looks alone: a screen reader does not hear of it, so a word has to stand beside it.
 *
 * @param {{ size: number, look: string, path: string }} picture `size` in units of the path, square
 */
export function drawing({ size, look, path }) {
  const SVG = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("class", look);
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

/**
 * A small outline icon.
 *
 * @param {import("./icons.js").IconName} name
 */
export const icon = (name) => drawing({ size: 16, look: "icon", path: ICONS[name] });
