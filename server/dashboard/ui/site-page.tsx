import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { spellUnseen } from "../../../public/js/json-lines.js";
import { api, type Outcome } from "./api.ts";
import { EraseVisitor } from "./erase-visitor.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { InstallSnippet } from "./install-snippet.tsx";
import { LoadingPage } from "./loading-page.tsx";
import { SiteForm } from "./site-form.tsx";
import { RemoveSite, RotateKey } from "./site-keys.tsx";
import type { SiteSettings } from "./site-types.ts";

/** Everything about one site: its tag, its settings, its key, and what is stored of its visitors. */
export function SitePage({
  id,
  onSignedOut,
  onChanged,
}: {
  id: string;
  onSignedOut: () => void;
  onChanged: () => void;
}) {
  const [outcome, setOutcome] = useState<Outcome<SiteSettings> | null>(null);
  const read = useCallback(async () => {
    const next = await api.readSite(id);
    if (next.kind === "signed-out") onSignedOut();
    else setOutcome(next);
  }, [id, onSignedOut]);
  useEffect(() => void read(), [read]);
  const heading = useRef<HTMLHeadingElement>(null);
  const isRead = outcome?.kind === "ok";
  useEffect(() => {
    if (isRead) heading.current?.focus({ preventScroll: true });
  }, [isRead]);

  if (!outcome) return <LoadingPage />;
  if (outcome.kind !== "ok") return <FailureNotice failure={outcome} onRetry={read} />;
  const site = outcome.value;
  const onSite = (next: SiteSettings) => {
    setOutcome({ kind: "ok", value: next });
    onChanged();
  };
  return (
    <div class="site">
      <div class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          <bdi>{spellUnseen(site.name || site.id)}</bdi>
        </h1>
        <a href={`/events?site=${encodeURIComponent(site.id)}`}>Its events</a>
      </div>
      {site.readOnly && (
        <p class="answer-note">
          This site is defined outside the dashboard (SITES_FILE, or the demo), so its settings are changed there.
        </p>
      )}
      <section>
        <h2>Install</h2>
        <InstallSnippet site={site} />
      </section>
      <SiteForm key={site.id} site={site} onSite={onSite} onSignedOut={onSignedOut} />
      <RotateKey site={site} onSite={onSite} onSignedOut={onSignedOut} />
      <EraseVisitor siteId={site.id} onSignedOut={onSignedOut} />
      {!site.readOnly && <RemoveSite site={site} onSignedOut={onSignedOut} />}
    </div>
  );
}
