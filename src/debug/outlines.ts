import { visitInside } from "../capture/standard/flat-tree.ts";
import { makeElement } from "./make-element.ts";
import { MARKED, type Mark, readMark } from "./marks.ts";

/** Boxes around what is marked on the page. */
export interface Outlines {
  /** Looks for marks anew, before the next frame. */
  refresh(): void;
  show(isShown: boolean): void;
  stop(): void;
}

interface OutlineParts {
  /** Lies over the page and takes no clicks. */
  layer: HTMLElement;
  actions: Readonly<Record<string, string>>;
  /** Hears after each look how many marks there are. */
  onMarks(count: number): void;
}

/**
 * Draws the boxes and keeps them where their elements are: pages scroll, re-render and replace their routes. Only what
 * is in view is drawn, so that a page with thousands of marks stays usable.
 */
export function createOutlines({ layer, actions, onMarks }: OutlineParts): Outlines {
  let marks: [Element, Mark][] = [];
  let isStale = true;
  let frame = 0;

  function collect() {
    marks = [];
    visitInside(document.documentElement, (element) => {
      const mark = element.matches(MARKED) && readMark(element, actions);
      if (mark) marks.push([element, mark]);
      return true;
    });
    isStale = false;
    onMarks(marks.length);
  }

  function draw() {
    frame = 0;
    if (isStale) collect();
    const boxes: HTMLElement[] = [];
    if (!layer.hidden) {
      for (const [element, { kind, words }] of marks) {
        // What lies in a closed <details> has a size all the same; older browsers cannot tell.
        if (element.checkVisibility && !element.checkVisibility()) continue;
        const { left, top, width, height, bottom, right } = element.getBoundingClientRect();
        if (!width || !height || bottom < 0 || right < 0 || top > innerHeight || left > innerWidth) continue;
        const box = makeElement("div", { class: `box ${kind}` }, makeElement("span", {}, words));
        Object.assign(box.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
        boxes.push(box);
      }
    }
    layer.replaceChildren(...boxes);
  }
  const plan = () => {
    frame ||= requestAnimationFrame(draw);
  };
  const refresh = () => {
    isStale = true;
    plan();
  };

  const observer = new MutationObserver(refresh);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  for (const name of ["scroll", "resize", "transitionend", "toggle"]) addEventListener(name, plan, true);
  refresh();
  return {
    refresh,
    show(isShown) {
      layer.hidden = !isShown;
      plan();
    },
    stop() {
      observer.disconnect();
      for (const name of ["scroll", "resize", "transitionend", "toggle"]) removeEventListener(name, plan, true);
      cancelAnimationFrame(frame);
      layer.replaceChildren();
    },
  };
}
