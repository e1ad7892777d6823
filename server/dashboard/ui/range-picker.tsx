import { useState } from "preact/hooks";
import type { LogQuery } from "./log-query.ts";
import { RANGES, type RangeName } from "./ranges.ts";

const NAMES: RangeName[] = [...(Object.keys(RANGES) as (keyof typeof RANGES)[]), "Custom"];
const WORDS: Record<keyof typeof RANGES, string> = {
  "7D": "7 days",
  "30D": "30 days",
  "3M": "3 months",
  "6M": "6 months",
};

/** A time for an `<input type="datetime-local">`, in the reader's zone. */
function toLocal(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The choice of a stretch of time: four that end now, and one of the reader's own. */
export function RangePicker({ query, onQuery }: { query: LogQuery; onQuery: (query: LogQuery) => void }) {
  const [isOpen, setOpen] = useState(false);
  const isCustom = isOpen || query.range === "Custom";
  return (
    <fieldset class="ranges">
      <legend class="unseen">Time</legend>
      {NAMES.map((name) => (
        <button
          key={name}
          type="button"
          class="range"
          aria-pressed={name === "Custom" ? isCustom : !isCustom && query.range === name}
          onClick={() => {
            setOpen(name === "Custom");
            if (name !== "Custom") onQuery({ ...query, range: name, span: null });
          }}
        >
          {name}
          {name !== "Custom" && <span class="unseen">, the last {WORDS[name]}</span>}
        </button>
      ))}
      {isCustom && <CustomSpan query={query} onQuery={onQuery} />}
    </fieldset>
  );
}

function CustomSpan({ query, onQuery }: { query: LogQuery; onQuery: (query: LogQuery) => void }) {
  const change = (from: number, to: number | null) => {
    if (from > 0) onQuery({ ...query, range: "Custom", span: { from, to } });
  };
  const { from, to } = query.span ?? { from: 0, to: null };
  return (
    <span class="custom-span">
      <label>
        <span>From</span>
        <input
          class="input"
          type="datetime-local"
          value={from ? toLocal(from) : ""}
          onChange={(event) => change(new Date(event.currentTarget.value).getTime(), to)}
        />
      </label>
      <label>
        <span>To</span>
        <input
          class="input"
          type="datetime-local"
          value={to ? toLocal(to) : ""}
          onChange={(event) => change(from, new Date(event.currentTarget.value).getTime() || null)}
        />
      </label>
    </span>
  );
}
