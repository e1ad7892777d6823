import type { ComponentChildren } from "preact";
import type { Overview } from "./event-types.ts";
import { Icon } from "./icon.tsx";
import { TimeAgo } from "./time-ago.tsx";

const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat();

/** How the last 24 hours went, in one line of figures. Its room is there before the figures are. */
export function StatusStrip({ overview, onFailures }: { overview: Overview | null; onFailures: () => void }) {
  const { connection, lastReceivedAt, day, updatedAt } = overview ?? {};
  const failures = day?.failed ?? 0;
  return (
    <dl class="strip" aria-label="Status">
      <Figure name="Connection">
        {connection === "connected" && (
          <span class="state is-sent">
            <Icon name="check" />
            Connected
          </span>
        )}
        {connection === "awaiting" && (
          <span class="state is-waiting">
            <Icon name="clock" />
            Awaiting
          </span>
        )}
      </Figure>
      <Figure name="Last event received">
        {overview && (lastReceivedAt ? <TimeAgo at={lastReceivedAt} /> : <span class="quiet">none yet</span>)}
      </Figure>
      <Figure name="Delivered in 24 hours">
        {day && (day.share === null ? <span class="quiet">nothing sent</span> : percent.format(day.share))}
      </Figure>
      <Figure name="Failed in 24 hours">
        {day &&
          (failures > 0 ? (
            <button type="button" class="plain-button figure-button" onClick={onFailures}>
              {whole.format(failures)}
              <span class="unseen"> failed events, show them</span>
            </button>
          ) : (
            "0"
          ))}
      </Figure>
      <Figure name="Updated">{updatedAt && <TimeAgo at={updatedAt} />}</Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
