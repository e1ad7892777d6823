// @ts-check
import { startEditor } from "./editor.js";
import { find } from "./element.js";
import { readPastedTag, showExampleCode } from "./example-code.js";
import { createJournal } from "./journal.js";
import { createLivePanel } from "./live-panel.js";
import { ingestEndpoint } from "./page-tag.js";
import { copyButton } from "./payload.js";
import { createResultLines } from "./result-lines.js";
import { createTrail } from "./trail.js";

/** Brings the trail into view where it stands below the button, as on a phone. */
function showTrail() {
  const trail = find(".trail");
  if (trail.getBoundingClientRect().top < innerHeight / 2) return;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  trail.scrollIntoView({ behavior: isStill ? "auto" : "smooth", block: "start" });
}

function start() {
  const trail = createTrail(find("#trail"));
  /** @type {import("./journal.js").Call | null} */
  let followed = null;
  const follow = (/** @type {import("./journal.js").Call} */ call) => {
    followed = call;
    trail.show(call);
    panel.mark(call);
  };

  const panel = createLivePanel(find("#calls"), follow);
  const results = createResultLines(panel.open);
  const journal = createJournal((call) => {
    panel.show(call);
    results.show(call);
    // The trail shows the newest call that the page made; an older one only while a reader has opened it.
    if (call.id > (followed?.id ?? 0)) follow(call);
    else if (call === followed) trail.show(call);
  });
  /** @type {any} */ (window).demoWatch.onSighting(journal.add);

  const tag = readPastedTag();
  find("#tag pre").textContent = tag || "Run npm run build: it pastes the current snippet here.";
  find("#tag header").append(copyButton("Copy the tag", () => tag));
  find("#events-link").setAttribute("href", new URL("/events", ingestEndpoint()).href);
  find("#send-purchase").addEventListener("click", showTrail);
  startEditor();
  showExampleCode();
}

start();
