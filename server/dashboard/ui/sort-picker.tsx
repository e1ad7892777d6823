import type { SortKey } from "./event-types.ts";

const WORDS = {
  "time ": "Newest first",
  "time asc": "Oldest first",
  "event asc": "By event type",
  "url asc": "By page address",
  "pixel asc": "By pixel",
  "status asc": "By status",
  "error asc": "By error",
} as const;

interface Props {
  sort: SortKey;
  ascending: boolean;
  onOrder: (sort: SortKey, order: "asc" | "") => void;
}

/** The order of the log where its rows are cards and there is no head of a table to press. */
export function SortPicker({ sort, ascending, onOrder }: Props) {
  const chosen = `${sort} ${ascending ? "asc" : ""}`;
  return (
    <select
      class="input sort-picker"
      aria-label="Order of the events"
      value={chosen in WORDS ? chosen : ""}
      onChange={(event) => {
        const [next, order] = event.currentTarget.value.split(" ") as [SortKey, "asc" | ""];
        onOrder(next, order);
      }}
    >
      {!(chosen in WORDS) && <option value="">Order of your own</option>}
      {Object.entries(WORDS).map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
}
