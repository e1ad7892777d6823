import { useCallback, useState } from "preact/hooks";
import type { EventRow, SortKey } from "./event-types.ts";
import { Icon } from "./icon.tsx";
import { LogRow } from "./log-row.tsx";

const COLUMNS: [SortKey, string, string][] = [
  ["event", "cell-event", "Event type"],
  ["url", "cell-address", "Page address"],
  ["pixel", "cell-pixel", "Pixel"],
  ["status", "cell-status", "Status"],
  ["time", "cell-time", "Processed"],
  ["error", "cell-error", "Error"],
];

interface Props {
  rows: readonly EventRow[];
  openId: string | null;
  sort: SortKey;
  ascending: boolean;
  onSort: (sort: SortKey) => void;
  onToggle: (id: string) => void;
  onSignedOut: () => void;
}

/** The log: one row per event and pixel; up and down move, Enter opens, Escape closes. */
export function LogTable({ rows, openId, sort, ascending, onSort, onToggle, onSignedOut }: Props) {
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const reachableId = rows.some(({ id }) => id === focusedId) ? focusedId : rows[0]?.id;

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const from = (event.target as Element).closest("[data-row]")?.getAttribute("data-row");
      if (!from) return;
      if (event.key === "Escape" && from === openId) return onToggle(from);
      const buttons = [...document.querySelectorAll<HTMLElement>("[data-row]")];
      const index = buttons.findIndex((button) => button.dataset.row === from);
      const targets: Record<string, number> = {
        ArrowDown: index + 1,
        ArrowUp: index - 1,
        Home: 0,
        End: buttons.length - 1,
      };
      const target = buttons[targets[event.key] ?? -1];
      if (!target) return;
      event.preventDefault();
      target.focus();
    },
    [openId, onToggle],
  );

  return (
    <table
      class="log"
      onKeyDown={onKeyDown}
      onFocusIn={(event) => {
        const id = (event.target as Element).getAttribute("data-row");
        if (id) setFocusedId(id);
      }}
    >
      <caption class="unseen">Events. Each row opens the payload to Meta and Meta’s answer.</caption>
      <thead>
        <tr>
          {COLUMNS.map(([key, className, word]) => (
            <th
              key={key}
              scope="col"
              class={className}
              aria-sort={sort === key ? (ascending ? "ascending" : "descending") : undefined}
            >
              <button type="button" class="sort-button" onClick={() => onSort(key)}>
                {word}
                <Icon name={sort === key ? (ascending ? "sortUp" : "sortDown") : "sort"} />
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <LogRow
            key={row.id}
            row={row}
            open={row.id === openId}
            reachable={row.id === reachableId}
            onToggle={onToggle}
            onSignedOut={onSignedOut}
          />
        ))}
      </tbody>
    </table>
  );
}
