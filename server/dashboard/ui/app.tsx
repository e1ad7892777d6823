import { useCallback, useEffect, useState } from "preact/hooks";
import { api, type Failure } from "./api.ts";
import { EventsPage } from "./events-page.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { PageFrame } from "./page-frame.tsx";
import { SignIn } from "./sign-in.tsx";
import { TableSkeleton } from "./table-skeleton.tsx";

type Session =
  | { kind: "checking" }
  | { kind: "signed-in" }
  | { kind: "signed-out"; ended: boolean }
  | { kind: "failed"; failure: Failure };

/** The dashboard: the log-in until there is a session, then the Events log. */
export function App() {
  const [session, setSession] = useState<Session>({ kind: "checking" });

  const check = useCallback(async () => {
    setSession({ kind: "checking" });
    const outcome = await api.readSession();
    if (outcome.kind === "ok") setSession({ kind: "signed-in" });
    else if (outcome.kind === "signed-out") setSession({ kind: "signed-out", ended: false });
    else setSession({ kind: "failed", failure: outcome });
  }, []);
  useEffect(() => void check(), [check]);

  const onSignedOut = useCallback(() => setSession({ kind: "signed-out", ended: true }), []);
  const signOut = useCallback(async () => {
    const outcome = await api.signOut();
    if (outcome.kind === "ok" || outcome.kind === "signed-out") setSession({ kind: "signed-out", ended: false });
    else setSession({ kind: "failed", failure: outcome });
  }, []);

  switch (session.kind) {
    case "checking":
      return (
        <PageFrame>
          <TableSkeleton />
        </PageFrame>
      );
    case "signed-out":
      return <SignIn ended={session.ended} onSignedIn={() => setSession({ kind: "signed-in" })} />;
    case "failed":
      return (
        <PageFrame>
          <FailureNotice failure={session.failure} onRetry={check} />
        </PageFrame>
      );
    case "signed-in":
      return (
        <PageFrame onSignOut={signOut}>
          <EventsPage onSignedOut={onSignedOut} />
        </PageFrame>
      );
  }
}
