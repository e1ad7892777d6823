const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** How long ago, in the reader's language: "now" within a few seconds, then seconds, minutes, hours, days. */
export function relativeTime(atMs: number, nowMs: number, locale?: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "narrow" });
  const ago = Math.max(0, nowMs - atMs);
  for (const [unit, ms] of UNITS) if (ago >= ms) return format.format(-Math.floor(ago / ms), unit);
  // Steps of ten seconds, so that a column of times does not tick.
  return ago < 10_000 ? format.format(0, "second") : format.format(-Math.floor(ago / 10_000) * 10, "second");
}

/** The exact time in the reader's locale, with seconds and zone. */
export function exactTime(atMs: number, locale?: string): string {
  return new Date(atMs).toLocaleString(locale, { dateStyle: "medium", timeStyle: "long" });
}
