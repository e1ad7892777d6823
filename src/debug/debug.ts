import { addNote, type Entry } from "./entries.ts";
import { explainClick } from "./explain-click.ts";
import { addLooks } from "./looks.ts";
import { makeElement } from "./make-element.ts";
import { createOutlines } from "./outlines.ts";
import { createPanel } from "./panel.ts";

/** What the tag has left for us on its global. */
export interface DebuggedTag {
  version: string;
  debugNotes?: unknown[][];
}

/** Most lines of the panel; older ones go. */
const MOST_ENTRIES = 200;

/** Where the tag looks whether anybody debugs, in the tab's own storage. */
const SWITCH = "_pf_debug";

/** Shows the panel and the outlines until they are closed; from then on the tag finds the switch off. */
export function startDebug(tag: DebuggedTag, { version, nonce }: { version: string; nonce: string }): void {
  const { debugNotes } = tag;
  if (!debugNotes) return;
  const host = makeElement("div", { "data-pixelflow-debug": "" });
  const root = host.attachShadow({ mode: "open" });
  addLooks(root, nonce);

  let entries: readonly Entry[] = [];
  let heard = 0;
  const add = (entry: Entry) => {
    entries = [entry, ...entries].slice(0, MOST_ENTRIES);
    panel.show(entries);
  };
  const hear = (notes: readonly unknown[][]) => {
    heard += notes.length;
    entries = notes.reduce<readonly Entry[]>(addNote, entries).slice(0, MOST_ENTRIES);
    panel.show(entries);
  };

  const layer = makeElement("div", { class: "layer", "aria-hidden": "true" });
  const outlines = createOutlines({
    layer,
    actions: {},
    onMarks(count) {
      // A framework that draws the whole document anew takes us out with it.
      if (!host.isConnected) document.documentElement.append(host);
      panel.say(
        count ? `${count} ${count === 1 ? "element is" : "elements are"} marked` : "Nothing on this page is marked",
      );
    },
  });
  const panel = createPanel({ onOutlines: outlines.show, onClose: close });

  const onClick = (event: Event) => {
    const path = event.composedPath().filter((target): target is Element => target instanceof Element);
    if (path.includes(host)) return;
    const before = heard;
    const explained = explainClick(path);
    // The tag speaks in the same task or in its microtasks.
    setTimeout(() => {
      if (explained && heard === before) add({ state: "failed", ...explained, values: [] });
    });
    outlines.refresh();
  };
  // Registered behind the tag's own listener on the window, which has been called by then.
  addEventListener("click", onClick, true);

  function close() {
    outlines.stop();
    removeEventListener("click", onClick, true);
    host.remove();
    tag.debugNotes = [];
    if (debugNotes) debugNotes.push = () => 0;
    try {
      sessionStorage.setItem(SWITCH, "0");
    } catch {
      // Storage is forbidden: then a link turned debugging on for this page alone, and it ends with it.
    }
  }

  root.append(layer, panel.element);
  document.documentElement.append(host);
  hear(debugNotes.splice(0));
  debugNotes.push = (...notes: unknown[][]) => {
    hear(notes);
    return 0;
  };
  if (tag.version !== version) {
    const why = `The page runs tag ${tag.version}, this panel is of ${version}: reload without the cache.`;
    add({ state: "failed", title: "Two versions", why, values: [] });
  }
}
