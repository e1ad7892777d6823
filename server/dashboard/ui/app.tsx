import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { api, type Failure } from "./api.ts";
import { EventsPage } from "./events-page.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { LoadingPage } from "./loading-page.tsx";
import { PageFrame } from "./page-frame.tsx";
import { SignIn } from "./sign-in.tsx";
import { SiteNames } from "./site-names.ts";
import { SitePage } from "./site-page.tsx";
import type { SiteSettings } from "./site-types.ts";
import { SitesPage } from "./sites-page.tsx";

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
          <LoadingPage />
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
          <View onSignedOut={onSignedOut} />
        </PageFrame>
      );
  }
}

/** The view that the page's address names. */
function View({ onSignedOut }: { onSignedOut: () => void }) {
  const [sites, setSites] = useState<SiteSettings[] | null>(null);
  const readSites = useCallback(async () => {
    const outcome = await api.readSites();
    if (outcome.kind === "signed-out") onSignedOut();
    else setSites(outcome.kind === "ok" ? outcome.value.sites : []);
  }, [onSignedOut]);
  useEffect(() => void readSites(), [readSites]);

  const names = useMemo(() => new Map(sites?.map(({ id, name }) => [id, name || id])), [sites]);

  const [, siteId] = /^\/events\/sites\/([^/]+)/.exec(location.pathname) ?? [];
  if (siteId !== undefined)
    return <SitePage id={decodeURIComponent(siteId)} onSignedOut={onSignedOut} onChanged={readSites} />;
  if (!sites) return <LoadingPage />;
  if (location.pathname.startsWith("/events/sites"))
    return (
      <SitesPage
        sites={sites}
        onSignedOut={onSignedOut}
        onAdded={({ id }) => location.assign(`/events/sites/${encodeURIComponent(id)}`)}
      />
    );
  const pixels = sites.flatMap((site) => site.pixels.map(({ id }) => id));
  return (
    <SiteNames.Provider value={names}>
      <EventsPage sites={sites.map(({ id }) => id)} pixels={pixels} onSignedOut={onSignedOut} />
    </SiteNames.Provider>
  );
}
