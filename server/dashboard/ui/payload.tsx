import { useMemo, useState } from "preact/hooks";
import { type JsonLine, jsonLines } from "../../../public/js/json-lines.js";
import { CopyButton, useCopy } from "./copy-button.tsx";

/** Lines shown at first; an event of 256 KiB would hold the page up otherwise. */
const FIRST_LINES = 300;

/** A payload for reading: one key a line, hashes short but copied in full, a plain sentence where one helps. */
export function Payload({ title, value }: { title: string; value: unknown }) {
  const lines = useMemo(() => jsonLines(value), [value]);
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, FIRST_LINES);
  return (
    <section class="code-box" aria-label={title}>
      <header>
        <span>{title}</span>
        <CopyButton label="Copy" text={() => JSON.stringify(value, null, 2)} />
      </header>
      <div class="payload">
        {shown.map((line, index) => (
          <Line key={index} line={line} />
        ))}
        {shown.length < lines.length && (
          <button type="button" class="plain-button" onClick={() => setAll(true)}>
            Show all {lines.length} lines
          </button>
        )}
      </div>
    </section>
  );
}

function Line({ line }: { line: JsonLine }) {
  return (
    <div class={`line depth-${Math.min(line.depth, 9)}`}>
      <span class="text">
        <span class="key">{line.key}</span>
        {line.kind === "hash" ? <Hash line={line} /> : <span class={line.kind}>{line.text}</span>}
        {line.end}
      </span>
      {line.note && <span class="note">{line.note}</span>}
    </div>
  );
}

function Hash({ line }: { line: JsonLine }) {
  const { state, copy } = useCopy();
  return (
    <button type="button" class="hash" title="Copy the whole hash" onClick={() => copy(line.full)}>
      {state === "copied" ? "copied" : `"${line.text}"`}
      <span class="unseen">, copy the whole hash</span>
    </button>
  );
}
