import { useState } from "preact/hooks";
import { api, type Failure } from "./api.ts";

const PROBLEMS: Partial<Record<Failure["kind"], string>> = {
  unreachable: "The ingest does not answer. The event is safe; try again in a moment.",
  throttled: "The ingest asks for a pause. Try again in a moment.",
};

/** Makes a failed event pending again; the row itself then tells how it went. */
export function SendAgain({ id, onSignedOut }: { id: string; onSignedOut: () => void }) {
  const [state, setState] = useState<"idle" | "asking" | "asked">("idle");
  const [problem, setProblem] = useState("");
  const send = async () => {
    if (state !== "idle") return;
    setState("asking");
    const outcome = await api.resend(id);
    if (outcome.kind === "signed-out") return onSignedOut();
    if (outcome.kind === "ok") return setState("asked");
    setState("idle");
    setProblem(PROBLEMS[outcome.kind] ?? "It could not be sent again: it is no longer a failed event.");
  };
  return (
    <span class="send-again">
      <button type="button" class="button second" aria-disabled={state !== "idle"} onClick={send}>
        {state === "idle" ? "Send again" : "Sending again"}
      </button>
      {problem && (
        <span class="problem" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}
