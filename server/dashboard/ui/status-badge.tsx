import type { IconName } from "../../../public/js/icons.js";
import type { Status } from "./event-types.ts";
import { Icon } from "./icon.tsx";

/** Word, mark and colour of each state. */
export const STATUS_LOOKS = {
  sent: { word: "Sent", icon: "check", className: "is-sent" },
  pending: { word: "Pending", icon: "clock", className: "is-waiting" },
  dry_run: { word: "Dry run", icon: "dots", className: "is-rehearsed" },
  failed: { word: "Failed", icon: "cross", className: "is-failed" },
  blocked: { word: "Blocked", icon: "stop", className: "is-withheld" },
  lost: { word: "Lost", icon: "drop", className: "is-failed" },
} satisfies Record<Status, { word: string; icon: IconName; className: string }>;

const whole = new Intl.NumberFormat();

/** A state that is never told by colour alone; and for how many events, where a row stands for several. */
export function StatusBadge({ status, standsFor = 1 }: { status: Status; standsFor?: number }) {
  const { word, icon, className } = STATUS_LOOKS[status];
  return (
    <span class={`state ${className}`}>
      <Icon name={icon} />
      {word}
      {standsFor > 1 && <span> × {whole.format(standsFor)}</span>}
    </span>
  );
}
