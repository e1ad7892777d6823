import { useState } from "preact/hooks";
import { api, type Outcome } from "./api.ts";
import type { LogFilter, ResendRound } from "./event-types.ts";

const whole = new Intl.NumberFormat();
const events = (count: number) => `${whole.format(count)} failed ${count === 1 ? "event" : "events"}`;

type Step =
  | { kind: "idle" }
  | { kind: "counting" }
  | { kind: "asking"; count: number; tooOld: number; filter: LogFilter }
  | { kind: "sending"; done: number }
  | { kind: "done"; done: number }
  | { kind: "failed"; done: number };

interface Props {
  filter: LogFilter;
  onSignedOut: () => void;
}

type Ask = (filter: LogFilter, before: string | null) => Promise<Outcome<ResendRound>>;

/**
 * Sends every failed event that the filter lets through again: counts them, asks, and says how far it is. Whatever
 * fails after the count was given is not sent, since nobody agreed to it.
 */
export function SendAllAgain({ filter, onSignedOut }: Props) {
  const [step, setStep] = useState<Step>({ kind: "idle" });

  /** Adds up rounds; null when one of them failed. */
  const addUp = async (ask: Ask, asked: LogFilter, onSum: (sum: number) => void) => {
    let sum = 0;
    let tooOld = 0;
    let before: string | null = null;
    do {
      const outcome: Outcome<ResendRound> = await ask(asked, before);
      if (outcome.kind === "signed-out") onSignedOut();
      if (outcome.kind !== "ok") return null;
      sum += outcome.value.events;
      tooOld += outcome.value.tooOld;
      before = outcome.value.next;
      onSum(sum);
    } while (before);
    return { sum, tooOld };
  };
  const count = async () => {
    setStep({ kind: "counting" });
    const asked = { ...filter, to: filter.to || String(Date.now()) };
    const found = await addUp(api.countFailed, asked, () => {});
    if (!found) return setStep({ kind: "failed", done: 0 });
    setStep({ kind: "asking", count: found.sum, tooOld: found.tooOld, filter: asked });
  };
  const send = async (asked: LogFilter) => {
    let done = 0;
    setStep({ kind: "sending", done });
    const found = await addUp(api.resendFailed, asked, (sum) => {
      done = sum;
      setStep({ kind: "sending", done });
    });
    setStep({ kind: found ? "done" : "failed", done });
  };

  if (step.kind === "idle" || step.kind === "counting")
    return (
      <div class="send-all">
        <button type="button" class="button second" aria-disabled={step.kind === "counting"} onClick={count}>
          {step.kind === "idle" ? "Send all failed again" : "Counting"}
        </button>
      </div>
    );
  return (
    <div class="send-all" role="status">
      <span>{describe(step)}</span>
      {step.kind === "asking" && step.count > 0 && (
        <>
          <button type="button" class="button" onClick={() => send(step.filter)}>
            Send {whole.format(step.count)} again
          </button>
          <button type="button" class="button second" onClick={() => setStep({ kind: "idle" })}>
            Leave them
          </button>
        </>
      )}
      {step.kind !== "sending" && !(step.kind === "asking" && step.count > 0) && (
        <button type="button" class="button second" onClick={() => setStep({ kind: "idle" })}>
          Close
        </button>
      )}
    </div>
  );
}

function describe(step: Exclude<Step, { kind: "idle" | "counting" }>): string {
  switch (step.kind) {
    case "asking": {
      const old = step.tooOld ? ` ${events(step.tooOld)} older than seven days stay: Meta takes none of them.` : "";
      return `${step.count ? `Send ${events(step.count)} of this view to Meta again?` : "Nothing to send again."}${old}`;
    }
    case "sending":
      return `Sending again: ${events(step.done)} so far.`;
    case "done":
      return `${events(step.done)} ${step.done === 1 ? "is" : "are"} being sent again. Each row says how it goes.`;
    case "failed":
      return `It could not be finished; ${events(step.done)} ${step.done === 1 ? "is" : "are"} being sent again. The others are unchanged.`;
  }
}
