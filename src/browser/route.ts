/**
 * Calls back when the page has changed its address without being loaded again, by the visitor's hand or its own; also
 * when only the fragment changed, and when the address is the same as before.
 *
 * The two methods of `history` that tell nobody are wrapped; they do, return and throw what they did before, and a page
 * that wraps them after us goes on being heard.
 */
export function onRouteChange(callback: () => void): void {
  addEventListener("popstate", callback);
  for (const name of ["pushState", "replaceState"] as const) {
    // Throws where a page has frozen its history, or taken a method away.
    try {
      history[name] = new Proxy(history[name], {
        apply(original, self, args) {
          const result = Reflect.apply(original, self, args);
          callback();
          return result;
        },
      });
    } catch {}
  }
}
