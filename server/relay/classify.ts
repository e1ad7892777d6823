import { isRecord } from "../receive/read-value.ts";
import type { PostResult } from "./post.ts";
import { readThrottleWait } from "./throttle-wait.ts";

/**
 * What an answer means for the events of its request.
 *
 * - `sent`: Meta has them.
 * - `retry`: nothing wrong with them; try again later.
 * - `throttled`: the pixel has to wait, `waitMs` if Meta says how long.
 * - `configuration`: nothing gets through until someone changes a setting; the events are kept.
 * - `rejected`: at least one of them will never be taken.
 * - `unknown`: Meta says no for a reason that we do not know.
 */
export type Verdict =
  | { kind: "sent" }
  | { kind: "retry"; reason: string; error: string }
  | { kind: "throttled"; reason: string; error: string; waitMs: number | undefined }
  | { kind: "configuration"; reason: string; error: string }
  | { kind: "rejected"; reason: string; error: string }
  | { kind: "unknown"; reason: string; error: string };

/** Error codes by what they mean; single codes or ranges, both ends included. Texts change, codes do not. */
const CODES: { codes: (number | [from: number, to: number])[]; kind: Verdict["kind"]; reason: string }[] = [
  { codes: [4, 17, 32, 341, 613, [80000, 80014]], kind: "throttled", reason: "throttled" },
  { codes: [190, 102, 104], kind: "configuration", reason: "token" },
  { codes: [3, 10, [200, 299]], kind: "configuration", reason: "permission" },
  { codes: [2635], kind: "configuration", reason: "version" },
  { codes: [368], kind: "configuration", reason: "policy" },
  { codes: [1, 2, 5000], kind: "retry", reason: "meta_error" },
];

/** Throttling that comes under codes which mean something else otherwise. */
const THROTTLING_SUBCODES = new Set([1504022, 1504039, 2446079, 1487742, 5044001]);
/** With code 100: the pixel does not exist, or the token may not see it. */
const NO_SUCH_PIXEL_SUBCODE = 33;

/** Judges one answer to a request with `posted` events. */
export function classify(result: PostResult, posted: number): Verdict {
  if (result.kind === "unanswered")
    return { kind: "retry", reason: "unreachable", error: `Meta could not be reached: ${result.error}.` };
  const { status } = result;
  const body = parseAnswer(result.text);
  if (status >= 200 && status < 300 && !holdsOnlyError(body)) return classifySuccess(body, posted);

  const { code, subcode, isTransient, text } = readError(body);
  const error = `Meta answered ${status}${text}.`;
  const known = CODES.find(({ codes }) =>
    codes.some((entry) => (Array.isArray(entry) ? code >= entry[0] && code <= entry[1] : code === entry)),
  );
  if (status === 429 || known?.kind === "throttled" || THROTTLING_SUBCODES.has(subcode))
    return { kind: "throttled", reason: "throttled", error, waitMs: readThrottleWait(result.headers) };
  if (code === 100 && subcode === NO_SUCH_PIXEL_SUBCODE) return { kind: "configuration", reason: "pixel", error };
  if (known?.kind === "configuration") return { kind: "configuration", reason: known.reason, error };
  // What is no answer in Meta's form comes from something in between.
  if (known?.kind === "retry" || isTransient || status >= 500 || Number.isNaN(code))
    return { kind: "retry", reason: "meta_error", error };
  if (code === 100) return { kind: "rejected", reason: "rejected", error };
  return { kind: "unknown", reason: "unknown", error };
}

/** A refusal is one whatever status it travels under. */
function holdsOnlyError(body: unknown): boolean {
  return isRecord(body) && isRecord(body.error) && body.events_received === undefined;
}

function classifySuccess(body: unknown, posted: number): Verdict {
  if (!isRecord(body))
    return { kind: "retry", reason: "meta_error", error: "Meta's answer could not be read, so it is asked again." };
  const received = body.events_received;
  if (received === posted) return { kind: "sent" };
  const error = `Meta counted ${Number(received ?? 0)} of ${posted} events.`;
  // Fewer than posted: some are missing, and only asking for each tells which.
  return { kind: posted > 1 ? "rejected" : "unknown", reason: "miscounted", error };
}

function readError(body: unknown) {
  const error: Record<string, unknown> = isRecord(body) && isRecord(body.error) ? body.error : {};
  const code = typeof error.code === "number" ? error.code : Number.NaN;
  const subcode = typeof error.error_subcode === "number" ? error.error_subcode : Number.NaN;
  const texts = [error.error_user_title, error.error_user_msg].filter((part) => typeof part === "string" && part);
  const text = texts.length > 0 ? texts.join(": ") : typeof error.message === "string" ? error.message : "";
  const numbers = Number.isNaN(code) ? "" : ` (code ${code}${Number.isNaN(subcode) ? "" : `, ${subcode}`})`;
  return {
    code,
    subcode,
    isTransient: error.is_transient === true,
    text: `${text ? `: ${text.replace(/\.$/, "").slice(0, 500)}` : ""}${numbers}`,
  };
}

/** An answer's JSON, or its text (cut short) when it is none. */
export function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 4096);
  }
}
