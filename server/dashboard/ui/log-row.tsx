import { memo } from "preact/compat";
import { spellUnseen } from "../../../public/js/json-lines.js";
import { cutMiddle } from "./cut-middle.ts";
import { EventDetails } from "./event-detail.tsx";
import { eventLabel } from "./event-label.ts";
import type { EventRow } from "./event-types.ts";
import { Icon } from "./icon.tsx";
import { STATUS_LOOKS, StatusBadge } from "./status-badge.tsx";
import { TimeAgo } from "./time-ago.tsx";

/** More would not fit the widest table. */
const MAX_ADDRESS_LENGTH = 120;
/** The end that is shown at any width; the style sheet leaves room for it. */
const ADDRESS_END_LENGTH = 14;
const MAX_NAME_LENGTH = 40;

interface Props {
  row: EventRow;
  open: boolean;
  /** The one row that the tab key reaches; the arrow keys reach the others. */
  reachable: boolean;
  onToggle: (id: string) => void;
  onSignedOut: () => void;
}

/** One event: a row that opens its detail as a whole, by click or by the button in its first cell. */
export const LogRow = memo(({ row, open, reachable, onToggle, onSignedOut }: Props) => {
  const { text, family } = eventLabel(row.eventName);
  const address = spellUnseen(row.url);
  return (
    <>
      <tr
        class={open ? "row is-open" : "row"}
        onClick={() => {
          // Marking text in a row is not a click on it.
          if (!String(getSelection())) onToggle(row.id);
        }}
      >
        <td class="cell-event">
          <button
            type="button"
            class="row-button"
            data-row={row.id}
            aria-expanded={open}
            tabIndex={reachable ? 0 : -1}
            onClick={(event) => {
              event.stopPropagation();
              onToggle(row.id);
            }}
          >
            <Icon name="chevron" />
            <span class={`label is-${family}`}>
              <bdi>{cutMiddle(spellUnseen(text), MAX_NAME_LENGTH)}</bdi>
            </span>
          </button>
        </td>
        <td class="cell-address" title={address}>
          {address ? <Address address={address} /> : <span class="quiet">no address</span>}
        </td>
        <td class="cell-pixel">
          {row.pixelId === "dry-run" || row.pixelId === "none" ? <span class="quiet">none</span> : row.pixelId}
        </td>
        <td class="cell-status">
          <StatusBadge status={row.status} standsFor={row.standsFor} />
        </td>
        <td class="cell-time">
          {row.processedAt ? <TimeAgo at={row.processedAt} /> : <span class="quiet">not yet</span>}
        </td>
        <td class={`cell-error ${STATUS_LOOKS[row.status].className}`}>
          {row.error && <bdi title={spellUnseen(row.error)}>{spellUnseen(row.error)}</bdi>}
        </td>
      </tr>
      {open && (
        <tr class="row-detail">
          <td colSpan={6}>
            <EventDetails row={row} onSignedOut={onSignedOut} />
          </td>
        </tr>
      )}
    </>
  );
});

/** Two halves, of which the first gives way: the address is cut in its middle, as far as the column demands. */
function Address({ address }: { address: string }) {
  const shown = cutMiddle(address, MAX_ADDRESS_LENGTH);
  if (shown.length <= 2 * ADDRESS_END_LENGTH) return <bdi>{shown}</bdi>;
  return (
    <bdi class="cut">
      <span>{shown.slice(0, -ADDRESS_END_LENGTH)}</span>
      <span>{shown.slice(-ADDRESS_END_LENGTH)}</span>
    </bdi>
  );
}
