/**
 * Calls back when the page is being left and no answer can be waited for any more.
 *
 * No `unload` or `beforeunload`: they keep a page out of the back/forward cache and do not fire on phones.
 */
export function onPageLeave(callback: () => void): void {
  addEventListener("pagehide", callback);
}

/** Calls back when the visitor has returned to a page that was kept in the back/forward cache. */
export function onPageRestored(callback: () => void): void {
  addEventListener("pageshow", (event) => {
    if (event.persisted) callback();
  });
}

/**
 * Calls back when another attempt is worth it: the network or the visitor is back, or the visitor turns away, since a
 * phone may kill a hidden tab without another word.
 */
export function onWorthRetrying(callback: () => void): void {
  addEventListener("online", callback);
  document.addEventListener("visibilitychange", callback);
}
