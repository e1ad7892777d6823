/** The panel's and the outlines' looks, in the words of the demo site's style sheet. */
const LOOKS = `
:host { all: initial; --ground: #fff; --panel: #f6f7fa; --line: #858d9b; --ink: #131720; --soft: #535b69; --accent: #2a4fd0;
  --on: #fff; --sent: #10683a; --waiting: #855000; --failed: #b0241c; --withheld: #535b69; --customer: #0a6274; }
@media (prefers-color-scheme: dark) {
  :host { --ground: #0d1015; --panel: #151a21; --line: #6d7686; --ink: #e9ecf2; --soft: #a5aebd; --accent: #93adff;
    --on: #0b1230; --sent: #66d29a; --waiting: #efb95f; --failed: #ff9289; --withheld: #a9b2c1; --customer: #6cc9dc; }
}
* { box-sizing: border-box; margin: 0; padding: 0; font: 400 13px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
[hidden] { display: none !important; }
.layer { position: fixed; inset: 0; top: 0; left: 0; z-index: 2147483646; pointer-events: none; overflow: hidden; }
.box { position: absolute; border: 1px dashed var(--c); color: var(--on); --c: var(--withheld); }
.box span { position: absolute; top: 0; left: 0; padding: 0 4px; background: var(--c); font-size: 11px; line-height: 15px;
  white-space: nowrap; opacity: .92; transform: translateY(-50%); border-radius: 3px; }
.box.action, .box.failed { border: 2px solid var(--c); --c: var(--accent); }
.box.failed { --c: var(--failed); }
.box.customer { --c: var(--customer); }
.panel { position: fixed; right: 16px; bottom: 16px; z-index: 2147483647; display: flex; flex-direction: column; width: 384px;
  max-width: calc(100vw - 32px); max-height: min(560px, 60vh); border: 1px solid var(--line); border-radius: 12px;
  background: var(--ground); color: var(--ink); box-shadow: 0 8px 32px rgba(0,0,0,.24); overflow: hidden; font-variant-numeric: tabular-nums; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 0 4px; padding: 4px 4px 4px 16px; border-bottom: 1px solid var(--line); }
h2 { flex: 1; font-size: 14px; font-weight: 600; white-space: nowrap; }
button { min-height: 44px; min-width: 44px; padding: 0 8px; border: 0; border-radius: 6px; background: none; color: var(--soft); font-weight: 500; cursor: pointer; }
button:hover { color: var(--ink); background: var(--panel); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.status { padding: 8px 16px; background: var(--panel); color: var(--soft); }
.body { overflow: auto; overflow-wrap: anywhere; }
ol { list-style: none; }
li { border-top: 1px solid var(--line); }
summary, .line { display: flex; align-items: center; gap: 8px; min-height: 44px; padding: 4px 16px; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
.line { cursor: auto; }
bdi { flex: 1; font-weight: 600; }
.mark { color: var(--c); font-weight: 600; white-space: nowrap; }
.why { padding: 0 16px 10px; color: var(--soft); }
.sent { --c: var(--sent); } .waiting { --c: var(--waiting); } .failed { --c: var(--failed); } .withheld { --c: var(--withheld); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 12px; padding: 0 16px 12px; }
dt { color: var(--soft); }
dd { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
@media (max-width: 640px) { .panel { right: 8px; left: 8px; bottom: 8px; width: auto; max-width: none; max-height: 45vh; } }
`;

/**
 * Gives a shadow root its looks. A strict content security policy forbids style elements, not style sheets that a script
 * makes; where the browser has none of those, a style element with the script's nonce does.
 */
export function addLooks(root: ShadowRoot, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOKS);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Before Firefox 101 and Safari 16.4.
    root.append(Object.assign(document.createElement("style"), { textContent: LOOKS, nonce }));
  }
}
