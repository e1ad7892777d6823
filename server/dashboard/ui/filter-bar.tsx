import { useEffect, useState } from "preact/hooks";
import type { LogFilter, Status } from "./event-types.ts";
import { Icon } from "./icon.tsx";
import { STATUS_LOOKS } from "./status-badge.tsx";

/** Typing is followed after this pause, so that each letter is not a request. */
const PAUSE_MS = 250;

/** The filter box and the choice of a status. */
export function FilterBar({ filter, onFilter }: { filter: LogFilter; onFilter: (filter: LogFilter) => void }) {
  const [q, setQ] = useState(filter.q);
  useEffect(() => {
    if (q === filter.q) return;
    const timer = setTimeout(() => onFilter({ ...filter, q }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [q, filter, onFilter]);

  return (
    <search class="filter">
      <div class="filter-text">
        <Icon name="search" />
        <input
          class="input"
          type="search"
          aria-label="Filter by event id or page address"
          placeholder="Event id or page address"
          value={q}
          onInput={(event) => setQ(event.currentTarget.value)}
          spellcheck={false}
        />
      </div>
      <select
        class="input"
        aria-label="Filter by status"
        value={filter.status}
        onChange={(event) => onFilter({ ...filter, status: event.currentTarget.value as Status | "" })}
      >
        <option value="">Every status</option>
        {Object.entries(STATUS_LOOKS).map(([status, { word }]) => (
          <option key={status} value={status}>
            {word}
          </option>
        ))}
      </select>
    </search>
  );
}
