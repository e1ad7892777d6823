import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Above this scroll position the reader is taken to watch the newest rows. */
const TOP_PX = 40;

/** The row that must not move: the one pointed at, focused or open, else the topmost in view; none at the very top. */
function findAnchor(): HTMLTableRowElement | null {
  const rows = [...document.querySelectorAll<HTMLTableRowElement>(".log tbody tr")];
  const engaged =
    rows.find((row) => row.matches(":hover")) ??
    rows.find((row) => row.contains(document.activeElement)) ??
    rows.find((row) => row.matches(".is-open"));
  if (engaged || window.scrollY <= TOP_PX) return engaged ?? null;
  return rows.find((row) => row.getBoundingClientRect().bottom > 0) ?? null;
}

/**
 * Keeps what the reader looks at in its place while rows are added above: `hold()` just before, the rest by itself.
 * `hold()` tells whether there is such a place; a reader at the very top who touches no row has none.
 *
 * `above` counts the rows that came in above the view meanwhile; it falls to 0 when the reader is back at the top.
 */
export function useHeldPlace() {
  const anchor = useRef<{ row: HTMLTableRowElement; top: number; index: number } | null>(null);
  const [above, setAbove] = useState(0);

  const hold = useCallback(() => {
    const row = findAnchor();
    anchor.current = row && { row, top: row.getBoundingClientRect().top, index: row.rowIndex };
    return row !== null;
  }, []);

  useLayoutEffect(() => {
    const held = anchor.current;
    anchor.current = null;
    if (!held?.row.isConnected) return;
    const moved = held.row.getBoundingClientRect().top - held.top;
    if (!moved) return;
    window.scrollBy({ top: moved, behavior: "instant" });
    setAbove((count) => Math.max(0, count + held.row.rowIndex - held.index));
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
    // At once: rows that arrive during a slow journey would be held in place and end it.
    window.scrollTo({ top: 0, behavior: "instant" });
  }, []);
  return { hold, above, showNewest };
}
