import type { Alerts } from "./alerts.ts";

const KEY = "api-version";
const THREE_MONTHS_MS = 92 * 24 * 60 * 60_000;

/**
 * From the oldest on: the day after which Meta answers a version no more. Each lives for at least two years from the release of the
 * next one; for the newest the day is not set yet, so the earliest possible one stands here.
 */
const ENDS = {
  "v21.0": "2027-01-21",
  "v22.0": "2027-05-20",
  "v23.0": "2027-10-08",
  "v24.0": "2028-02-18",
  "v25.0": "2028-07-29",
  "v26.0": "2028-07-29",
} satisfies Record<string, string>;

/** The end of a version, or of the next newer known one, which it cannot outlive; undefined past the newest. */
function readEnd(version: string): string | undefined {
  const numberOf = (name: string) => Number(name.slice(1));
  return Object.entries(ENDS).find(([known]) => numberOf(known) >= numberOf(version))?.[1];
}

/** Raises an alert for a Graph version that ends within three months, or has ended. */
export function watchVersion(alerts: Alerts, version: string, now: number): void {
  const end = readEnd(version);
  if (end === undefined || Date.parse(end) - now > THREE_MONTHS_MS) {
    alerts.clear(KEY);
    return;
  }
  alerts.raise(
    KEY,
    `Meta answers version ${version} of its API until ${end} at the latest: set META_API_VERSION to a newer one.`,
  );
}
