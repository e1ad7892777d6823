import type { IncomingHttpHeaders } from "node:http";
import { isRecord } from "../receive/read-value.ts";

const MAX_WAIT_MS = 24 * 60 * 60 * 1000;

/**
 * How long Meta asks to wait: the longest `estimated_time_to_regain_access` (minutes) in `X-Business-Use-Case-Usage`,
 * else `Retry-After`; undefined when it says nothing.
 */
export function readThrottleWait(headers: IncomingHttpHeaders): number | undefined {
  const minutes = readMinutes(headers["x-business-use-case-usage"]);
  const seconds = Number(headers["retry-after"]);
  const waitMs = minutes > 0 ? minutes * 60_000 : seconds * 1000;
  return waitMs > 0 ? Math.min(waitMs, MAX_WAIT_MS) : undefined;
}

function readMinutes(header: string | string[] | undefined): number {
  let usage: unknown;
  try {
    usage = JSON.parse(String(header));
  } catch {
    return 0;
  }
  if (!isRecord(usage)) return 0;
  const minutes = Object.values(usage)
    .flat()
    .map((entry) => (isRecord(entry) ? Number(entry.estimated_time_to_regain_access) : 0));
  return Math.max(0, ...minutes.filter(Number.isFinite));
}
