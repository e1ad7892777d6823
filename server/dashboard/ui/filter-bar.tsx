import { useContext, useEffect, useState } from "preact/hooks";
import { eventLabel } from "./event-label.ts";
import type { LogFilter, Status } from "./event-types.ts";
import { Icon } from "./icon.tsx";
import { SiteNames } from "./site-names.ts";
import { STATUS_LOOKS } from "./status-badge.tsx";

/** Typing is followed after this pause, so that each letter is not a request. */
const PAUSE_MS = 250;

interface Props {
  filter: LogFilter;
  /** Event types and sites that there are to choose from. */
  names: readonly string[];
  sites: readonly string[];
  pixels: readonly string[];
  onFilter: (change: Partial<LogFilter>) => void;
}

/** The filter box and the choices of type, status and site. */
export function FilterBar({ filter, names, sites, pixels, onFilter }: Props) {
  const [q, setQ] = useState(filter.q);
  useEffect(() => {
    if (q === filter.q) return;
    const timer = setTimeout(() => onFilter({ q }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [q, filter.q, onFilter]);

  const siteNames = useContext(SiteNames);
  const { name = "", site = "", pixel = "" } = filter;
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
        aria-label="Filter by type"
        value={name}
        onChange={(event) => onFilter({ name: event.currentTarget.value })}
      >
        <option value="">Every type</option>
        {withChosen(names, name).map((one) => (
          <option key={one} value={one}>
            {eventLabel(one).text}
          </option>
        ))}
      </select>
      <select
        class="input"
        aria-label="Filter by status"
        value={filter.status}
        onChange={(event) => onFilter({ status: event.currentTarget.value as Status | "" })}
      >
        <option value="">Every status</option>
        {Object.entries(STATUS_LOOKS).map(([status, { word }]) => (
          <option key={status} value={status}>
            {word}
          </option>
        ))}
      </select>
      <Choice word="pixel" options={pixels} value={pixel} onValue={(value) => onFilter({ pixel: value })} />
      <Choice
        word="site"
        options={sites}
        names={siteNames}
        value={site}
        onValue={(value) => onFilter({ site: value })}
      />
    </search>
  );
}

interface ChoiceProps {
  word: string;
  options: readonly string[];
  /** What to show for an option that is not to be read itself. */
  names?: ReadonlyMap<string, string>;
  value: string;
  onValue: (value: string) => void;
}

/** A choice among options, where there are several. */
function Choice({ word, options, names, value, onValue }: ChoiceProps) {
  const all = withChosen(options, value);
  if (all.length < 2) return null;
  return (
    <select
      class="input"
      aria-label={`Filter by ${word}`}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
    >
      <option value="">Every {word}</option>
      {all.map((one) => (
        <option key={one} value={one}>
          {names?.get(one) ?? one}
        </option>
      ))}
    </select>
  );
}

/** A choice stays among the options when there is nothing of its kind in view. */
function withChosen(options: readonly string[], chosen: string): string[] {
  return [...new Set([...options, ...(chosen ? [chosen] : [])])].sort();
}
