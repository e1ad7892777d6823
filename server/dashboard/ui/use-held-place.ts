import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Above this scroll position the reader is taken to watch the newest rows. */
const TOP_PX = 40;

/** The row that must not move: the one pointed at, focused or open, else the topmost in view; none at the very top. */
function findAnchor(): Element | null {
  const engaged =
    document.querySelector(".log tbody tr:hover") ??
    document.activeElement?.closest(".log tbody tr") ??
    document.querySelector(".log tr.is-open");
  if (engaged) return engaged;
  if (window.scrollY <= TOP_PX) return null;
  return [...document.querySelectorAll(".log tbody tr")].find((row) => row.getBoundingClientRect().bottom > 0) ?? null;
}

/**
 * Keeps what the reader looks at in its place while rows are added above: `hold()` just before, the rest by itself.
 *
 * `above` counts the rows that came in above the view meanwhile; it falls to 0 when the reader is back at the top.
 */
export function useHeldPlace(rowCount: number) {
  const anchor = useRef<{ element: Element; top: number } | null>(null);
  const before = useRef(rowCount);
  const [above, setAbove] = useState(0);

  const hold = useCallback(() => {
    const element = findAnchor();
    anchor.current = element && { element, top: element.getBoundingClientRect().top };
  }, []);

  useLayoutEffect(() => {
    const added = rowCount - before.current;
    before.current = rowCount;
    const held = anchor.current;
    anchor.current = null;
    if (!held?.element.isConnected) return;
    const moved = held.element.getBoundingClientRect().top - held.top;
    if (!moved) return;
    window.scrollBy({ top: moved, behavior: "instant" });
    if (added > 0 && moved > 0) setAbove((count) => count + added);
  });

  useLayoutEffect(() => {
    const onScroll = () => {
      if (window.scrollY <= TOP_PX) setAbove(0);
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => window.removeEventListener("scroll", onScroll);
  }, []);

  const showNewest = useCallback(() => {
    setAbove(0);
    window.scrollTo({ top: 0, behavior: "smooth" });
  }, []);
  return { hold, above, showNewest };
}
