import { useEffect, useRef, useState } from "preact/hooks";
import { api, type Outcome } from "./api.ts";
import { PageFrame } from "./page-frame.tsx";

const PROBLEMS = {
  "wrong-password": () => "That is not the password. Whoever runs the ingest can set another with npm run password.",
  throttled: (seconds: number) => `Too many tries. Try again in ${seconds} seconds.`,
  unreachable: () => "The ingest does not answer. Check that it is running, then try again.",
  failed: () => "The ingest could not check the password. Try again.",
};

function explain(outcome: Exclude<Outcome<unknown>, { kind: "ok" }>): string {
  if (outcome.kind === "throttled") return PROBLEMS.throttled(outcome.retryAfterSeconds);
  return PROBLEMS[outcome.kind === "signed-out" ? "wrong-password" : outcome.kind]();
}

/** The log-in: one password field. `ended` says that a session was there and is over. */
export function SignIn({ ended, onSignedIn }: { ended: boolean; onSignedIn: () => void }) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!field.current || busy) return;
    setBusy(true);
    const outcome = await api.signIn(field.current.value);
    setBusy(false);
    if (outcome.kind === "ok") return onSignedIn();
    setProblem(explain(outcome));
    field.current.select();
    field.current.focus();
  };

  return (
    <PageFrame>
      <form class="sign-in" onSubmit={submit}>
        <h1>Sign in</h1>
        <p class="quiet">
          {ended
            ? "Your session is over. Sign in again to see your events; receiving and sending went on."
            : "See every event, what Meta got, and what Meta said."}
        </p>
        {/* There is one user; password managers want a name to keep the password under. */}
        <input
          class="unseen"
          type="text"
          name="username"
          autocomplete="username"
          value="admin"
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <div class="field">
          <label for="password">Password</label>
          <input
            ref={field}
            class="input"
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            aria-invalid={!!problem}
            aria-describedby="password-problem"
          />
          <p class="problem" id="password-problem" role="alert">
            {problem}
          </p>
        </div>
        <button type="submit" class="button" aria-disabled={busy}>
          {busy ? "Signing in" : "Sign in"}
        </button>
      </form>
    </PageFrame>
  );
}
