interface ReceivedConsent {
  state?: unknown;
  source?: unknown;
  timestamp?: unknown;
}

const STATES = new Map([
  ["granted", "The visitor agreed"],
  ["denied", "The visitor refused"],
  ["unknown", "The visitor had not decided"],
]);

/** What the event says about consent, in a sentence; what the ingest made of it is the row's status. */
export function consentWords(received: unknown, formatTime: (at: number) => string): string {
  const consent: ReceivedConsent | undefined =
    typeof received === "object" && received !== null && "consent" in received
      ? ((received.consent ?? undefined) as ReceivedConsent | undefined)
      : undefined;
  const state = STATES.get(String(consent?.state));
  if (!consent || !state) return "Nothing said: the site asks no one, or the sender does not tell";
  if (consent.source === "consent_mode_disabled") return "Not asked: consent handling is switched off";
  const by = typeof consent.source === "string" ? `, says ${consent.source}` : "";
  const at = typeof consent.timestamp === "number" ? `, ${formatTime(consent.timestamp)}` : "";
  return `${state}${by}${at}`;
}
