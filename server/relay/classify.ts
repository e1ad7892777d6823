import { isRecord } from "../receive/read-value.ts";
import type { PostResult } from "./post.ts";

/** What an answer means for the events of its request. */
export type Verdict = { kind: "sent" } | { kind: "retry"; error: string } | { kind: "rejected"; error: string };

/** Judges one answer to a request with `posted` events. */
export function classify(result: PostResult, posted: number): Verdict {
  if (result.kind === "unanswered") return { kind: "retry", error: `Meta could not be reached: ${result.error}.` };
  const body = parseAnswer(result.text);
  if (result.status >= 200 && result.status < 300) {
    const received = isRecord(body) ? body.events_received : undefined;
    if (received === posted) return { kind: "sent" };
    return { kind: "retry", error: "Meta's answer does not confirm the events." };
  }
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const text = [error.error_user_title, error.error_user_msg, error.message].find((part) => typeof part === "string");
  const message = `Meta answered ${result.status}${text ? `: ${text}` : ""}.`;
  const transient = result.status === 429 || result.status >= 500 || error.is_transient === true;
  return { kind: transient ? "retry" : "rejected", error: message };
}

/** An answer's JSON, or its text (cut short) when it is none. */
export function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 4096);
  }
}
