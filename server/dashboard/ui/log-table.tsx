import { useCallback, useState } from "preact/hooks";
import type { EventRow } from "./event-types.ts";
import { LogRow } from "./log-row.tsx";

interface Props {
  rows: readonly EventRow[];
  openId: string | null;
  onToggle: (id: string) => void;
  onSignedOut: () => void;
}

/** The log: newest first, one row per event and pixel; up and down move, Enter opens, Escape closes. */
export function LogTable({ rows, openId, onToggle, onSignedOut }: Props) {
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
      <caption class="unseen">Events, newest first. Each row opens the payload to Meta and Meta’s answer.</caption>
      <thead>
        <tr>
          <th scope="col" class="cell-event">
            Event type
          </th>
          <th scope="col" class="cell-address">
            Page address
          </th>
          <th scope="col" class="cell-pixel">
            Pixel
          </th>
          <th scope="col" class="cell-status">
            Status
          </th>
          <th scope="col" class="cell-time">
            Processed
          </th>
          <th scope="col" class="cell-error">
            Error
          </th>
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
