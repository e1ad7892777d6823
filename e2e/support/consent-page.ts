import type { RecordingIngest } from "./recording-ingest.ts";
import type { Tab } from "./scene.ts";

/** Two buttons, as a banner has them: platforms hear of a choice by a click. */
export const BANNER = `<button id="yes">Accept</button><button id="no">Refuse</button>`;

/** Page code that puts a platform's double in place; it is only loaded when the test says so. */
export const installDouble = (code: string) => `<script>
  window.platform = ${code};
  addEventListener("DOMContentLoaded", () => {
    document.getElementById("yes").onclick = () => platform.answer(true);
    document.getElementById("no").onclick = () => platform.answer(false);
  });
</script>`;

/** Everything that stands on the browser in this page's origin, by name. */
export const readStored = (tab: Tab): Promise<string[]> =>
  tab.evaluate(`(async () => [
    ...document.cookie.split("; ").filter(Boolean).map((pair) => pair.split("=")[0]),
    ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await (indexedDB.databases?.() ?? [])).map(({ name }) => name), ...(await (window.caches?.keys() ?? [])),
  ].sort())()`);

/** The kept decision: its state and source. */
export const readKept = (tab: Tab): Promise<{ s: string; src: string; t: number; v: number } | null> =>
  tab.evaluate(`(() => {
    const text = document.cookie.split("; ").find((pair) => pair.startsWith("_pf_consent="))?.slice(12);
    return text ? JSON.parse(atob(text)) : null;
  })()`);

/** Resolves once page code gives something true; asks as often as the page may be drawn. */
export const untilPage = (tab: Tab, condition: string): Promise<void> =>
  tab.evaluate(`new Promise((resolve) => {
    const look = () => (${condition}) ? resolve() : setTimeout(look, 10);
    look();
  })`);

/** The rows that pages posted about events which they withheld. */
export const readRows = (ingest: RecordingIngest): { eventType: string; reason: string; consentSource?: string }[] =>
  ingest.requests
    .filter(({ path }) => path === "/blocked-events")
    .flatMap(({ body }) => (body as unknown as { blocked?: [] }).blocked ?? []);
