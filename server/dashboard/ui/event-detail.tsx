import { useCallback, useContext, useEffect, useState } from "preact/hooks";
import { spellUnseen } from "../../../public/js/json-lines.js";
import { api, type Outcome } from "./api.ts";
import { consentWords } from "./consent-words.ts";
import { CopyButton } from "./copy-button.tsx";
import type { EventDetail, EventRow } from "./event-types.ts";
import { ExplanationBox } from "./explanation.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { Payload } from "./payload.tsx";
import { exactTime } from "./relative-time.ts";
import { SendAgain } from "./send-again.tsx";
import { SiteNames } from "./site-names.ts";
import { STATUS_LOOKS } from "./status-badge.tsx";

/** One event's inside: the exact payload to Meta, Meta's answer, and the event as it came in. */
export function EventDetails({ row, onSignedOut }: { row: EventRow; onSignedOut: () => void }) {
  const [outcome, setOutcome] = useState<Outcome<EventDetail> | null>(null);
  const read = useCallback(async () => {
    const next = await api.readEvent(row.id);
    if (next.kind === "signed-out") onSignedOut();
    else setOutcome(next);
  }, [row.id, onSignedOut]);
  // Read again when the row's fate changes while it is open.
  useEffect(() => void read(), [read, row.status, row.attempts, row.error]);

  if (!outcome)
    return (
      <div class="detail detail-loading" role="status">
        Loading the payload
      </div>
    );
  if (outcome.kind !== "ok") {
    return (
      <div class="detail">
        <FailureNotice failure={outcome} onRetry={read} />
      </div>
    );
  }
  const detail = outcome.value;
  return (
    <div class="detail">
      <h2 class="unseen">This event</h2>
      {detail.explanation && <ExplanationBox explanation={detail.explanation} siteId={row.siteId} />}
      {row.status === "failed" && row.reason !== "expired" && <SendAgain id={row.id} onSignedOut={onSignedOut} />}
      <Facts row={row} received={detail.received} />
      <div class={`detail-columns ${isNeverSent(row) ? "is-single" : ""}`}>
        <div class="detail-column" hidden={isNeverSent(row)}>
          {detail.graphUrl && (
            <p class="graph-url">
              <span class="quiet">POST</span> <bdi>{spellUnseen(detail.graphUrl)}</bdi>
            </p>
          )}
          {detail.request ? (
            <Payload title="Payload to Meta" value={detail.request} />
          ) : (
            <p class="quiet">{WITHOUT_REQUEST[row.status] ?? "Nothing was sent to Meta."}</p>
          )}
        </div>
        <div class="detail-column">
          <Answer row={row} detail={detail} />
          <Attempts detail={detail} />
          <details class="received">
            <summary>The event as the ingest received it</summary>
            <Payload title="Received" value={detail.received} />
          </details>
        </div>
      </div>
    </div>
  );
}

/** Why there is no payload to show. */
const WITHOUT_REQUEST: Partial<Record<EventRow["status"], string>> = {
  pending: "The request to Meta is not built yet.",
  sent: "The visitor withdrew consent while this event was on its way to Meta. Nothing that says who it was is kept here.",
};

/** Of what was withheld or lost there is no request to show. */
const isNeverSent = ({ status }: EventRow) => status === "blocked" || status === "lost";

function Answer({ row, detail: { answer } }: { row: EventRow; detail: EventDetail }) {
  if (answer) {
    return (
      <>
        <p class="graph-url">
          <span class="quiet">Meta answered</span> {answer.status} <span class="quiet">at {exactTime(answer.at)}</span>
        </p>
        <Payload title="Meta’s answer" value={answer.body} />
      </>
    );
  }
  const sentences = {
    dry_run:
      "Dry run: this request would have been sent. Give the site a pixel and a token, and Meta’s answer stands here.",
    pending: "Waiting to be sent. Meta’s answer appears here by itself.",
    blocked: "Withheld: this event was not sent to Meta.",
    failed: row.attempts
      ? "No answer was recorded."
      : "It was not sent: Meta would refuse it, and with it the events that travel beside it.",
    sent: "No answer was recorded.",
    lost: "Lost: the visitor’s browser had to drop it before it could be sent.",
  };
  return <p class="answer-note">{sentences[row.status]}</p>;
}

const OUTCOMES = new Map([
  ["sent", "Sent"],
  ["requeued", "Sent again by hand"],
  ["token", "Meta refused the token"],
  ["permission", "Meta refused the permission"],
  ["pixel", "Meta does not know the pixel"],
  ["version", "Meta has retired this version"],
  ["policy", "Meta has blocked the account"],
  ["throttled", "Meta asked for a pause"],
  ["unreachable", "Meta could not be reached"],
  ["meta_error", "Meta had trouble of its own"],
  ["rejected", "Meta refused the event"],
  ["unknown", "Meta refused the event"],
  ["miscounted", "Meta counted other numbers"],
]);

/** What was tried before, when it did not work at once. */
function Attempts({ detail: { history } }: { detail: EventDetail }) {
  if (!history.length) return null;
  return (
    <section class="attempts" aria-label="Attempts">
      <h3>Attempts</h3>
      <ol>
        {history.map(({ at, outcome, error }, index) => (
          <li key={index}>
            <span class="quiet">{exactTime(at)}</span>
            <strong>{OUTCOMES.get(outcome) ?? spellUnseen(outcome)}</strong>
            {error && <bdi class="small">{spellUnseen(error)}</bdi>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A site by its name, and by the id that its pages and the sites file say. */
function Site({ id }: { id: string }) {
  const name = useContext(SiteNames).get(id);
  return (
    <>
      {name && name !== id && <bdi>{spellUnseen(name)}</bdi>}
      <bdi class="mono">{spellUnseen(id)}</bdi>
    </>
  );
}

function Facts({ row, received }: { row: EventRow; received: unknown }) {
  return (
    <dl class="facts">
      <div>
        <dt>Event id</dt>
        <dd>
          <bdi class="mono">{spellUnseen(row.eventId)}</bdi> <CopyButton label="Copy" text={() => row.eventId} />
        </dd>
      </div>
      <div>
        <dt>Site</dt>
        <dd>
          <Site id={row.siteId} />
        </dd>
      </div>
      <div>
        <dt>Happened</dt>
        <dd>{exactTime(row.eventTime)}</dd>
      </div>
      <div>
        <dt>Received</dt>
        <dd>{exactTime(row.receivedAt)}</dd>
      </div>
      <div>
        <dt>Attempts</dt>
        <dd>{row.attempts}</dd>
      </div>
      <div>
        <dt>Consent</dt>
        <dd>{spellUnseen(consentWords(received, exactTime))}</dd>
      </div>
      {row.url && (
        <div class="facts-wide">
          <dt>Page address</dt>
          <dd>
            <bdi class="mono">{spellUnseen(row.url)}</bdi>
          </dd>
        </div>
      )}
      {row.error && (
        <div class="facts-wide">
          <dt>Error</dt>
          <dd class={STATUS_LOOKS[row.status].className}>{spellUnseen(row.error)}</dd>
        </div>
      )}
    </dl>
  );
}
