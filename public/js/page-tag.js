// @ts-check

/**
 * The page's own PixelFlow, stub or tag; undefined when no snippet is pasted.
 *
 * @returns {Window["pixelFlow"] | undefined}
 */
export function pageTag() {
  return window.pixelFlow;
}

/** Where the page's events go, complete; the page's own address when nothing is configured. */
export function ingestEndpoint() {
  return String(pageTag()?.apiEndpoint ?? location.href);
}
