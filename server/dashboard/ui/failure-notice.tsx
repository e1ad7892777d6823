import type { Failure } from "./api.ts";
import { Icon } from "./icon.tsx";

/** What happened, what is safe, and what to press. */
export function FailureNotice({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const { title, text } = describe(failure);
  return (
    <div class="notice" role="alert">
      <span class="notice-mark is-failed">
        <Icon name="cross" />
      </span>
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>
      </div>
    </div>
  );
}

function describe(failure: Failure): { title: string; text: string } {
  switch (failure.kind) {
    case "unreachable":
      return {
        title: "The ingest does not answer",
        text: "It may be stopped or restarting, or your connection is down. Every event it has accepted is on its disk, and visitors' browsers keep what they could not deliver and try again.",
      };
    case "throttled":
      return {
        title: "Too many requests",
        text: `The ingest asks for a pause of ${failure.retryAfterSeconds} seconds. Receiving and sending go on.`,
      };
    default:
      return {
        title: "The events could not be read",
        text: `The ingest answered with an error${failure.kind === "failed" ? ` (${failure.status})` : ""}. Its log says why. What is stored stays stored.`,
      };
  }
}
