import { useState } from "preact/hooks";
import { spellUnseen } from "../../../public/js/json-lines.js";
import { api } from "./api.ts";
import { ExplanationBox } from "./explanation.tsx";
import { Payload } from "./payload.tsx";
import type { ConnectionTest } from "./site-types.ts";

/** Sends one test event to a pixel and shows what Meta said. */
export function ConnectionCheck({
  siteId,
  pixelId,
  onSignedOut,
}: {
  siteId: string;
  pixelId: string;
  onSignedOut: () => void;
}) {
  const [state, setState] = useState<{ asking: boolean; test: ConnectionTest | null; problem: string }>({
    asking: false,
    test: null,
    problem: "",
  });
  const ask = async () => {
    if (state.asking) return;
    setState({ asking: true, test: null, problem: "" });
    const outcome = await api.testConnection(siteId, pixelId);
    if (outcome.kind === "signed-out") return onSignedOut();
    const problem =
      outcome.kind === "ok" ? "" : outcome.kind === "failed" ? outcome.message : "The ingest does not answer.";
    setState({ asking: false, test: outcome.kind === "ok" ? outcome.value : null, problem });
  };
  const { asking, test, problem } = state;
  return (
    <div class="connection-check">
      <button type="button" class="button second" aria-disabled={asking} onClick={ask}>
        {asking ? "Sending a test event" : "Test the connection"}
      </button>
      <div role="status">
        {problem && <p class="problem">{problem}</p>}
        {test?.kind === "sent" && <p class="test-good">Meta took the test event. This pixel is connected.</p>}
        {test?.error && <p class="problem">{spellUnseen(test.error)}</p>}
      </div>
      {test?.explanation && <ExplanationBox explanation={test.explanation} siteId={null} />}
      {test && (
        <details>
          <summary>Request and answer</summary>
          <Payload title="Payload to Meta" value={test.request} />
          {test.answer && <Payload title={`Meta’s answer (${test.answer.status})`} value={test.answer.body} />}
        </details>
      )}
    </div>
  );
}
