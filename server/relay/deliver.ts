import { classify, parseAnswer, type Verdict } from "./classify.ts";
import { toRequestJson } from "./graph-request.ts";
import type { Post } from "./post.ts";
import type { Prepared } from "./prepare.ts";

/** What came of one row. */
export interface Outcome {
  prepared: Prepared;
  verdict: Verdict;
  /** Whether this row was in a request; a row may share the fate of its batch without. */
  posted: boolean;
  /** JSON of Meta's answer, without the token that Meta may quote; null when there was none. */
  answer: string | null;
}

/** One batch of a pixel on its way. */
export interface Delivery {
  url: string;
  accessToken: string;
  testEventCode: string | undefined;
  batch: Prepared[];
  /** The rows of these that are still ours to post; asked before each request. */
  keep: (batch: Prepared[]) => Promise<Prepared[]>;
}

/** A reason that is never final before this many attempts. */
const UNKNOWN_TRIES = 3;

/**
 * Posts a batch. One bad event makes Meta refuse a whole request, so a refused batch is halved and posted again until
 * each event has its own verdict. Rows that are lost to another relay on the way are left out of the result.
 */
export function createDeliver({ post, now }: { post: Post; now: () => number }) {
  return async function deliver(delivery: Delivery): Promise<Outcome[]> {
    const { url, accessToken, testEventCode } = delivery;
    const batch = await delivery.keep(delivery.batch);
    if (batch.length === 0) return [];
    const events = batch.map(({ json }) => json);
    const result = await post(url, toRequestJson(events, testEventCode, accessToken));
    const scrub = (text: string) => text.replaceAll(accessToken, "[access token]");
    const judged = classify(result, batch.length);
    const verdict = "error" in judged ? { ...judged, error: scrub(judged.error) } : judged;

    const tries = Math.max(...batch.map(({ row }) => row.attempts)) + 1;
    const refused = verdict.kind === "rejected" || (verdict.kind === "unknown" && tries >= UNKNOWN_TRIES);
    if (refused && batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      const first = await deliver({ ...delivery, batch: batch.slice(0, half) });
      const rest = batch.slice(half);
      // What stops every event of the pixel need not be asked again for each half.
      const stop = first.find((outcome) => ["retry", "throttled", "configuration"].includes(outcome.verdict.kind));
      if (!stop) return [...first, ...(await deliver({ ...delivery, batch: rest }))];
      return [...first, ...rest.map((prepared) => ({ ...stop, prepared, posted: false }))];
    }
    const answer =
      result.kind === "answered"
        ? scrub(JSON.stringify({ status: result.status, body: parseAnswer(result.text), at: now() }))
        : null;
    return batch.map((prepared) => ({ prepared, verdict: soften(verdict, prepared), posted: true, answer }));
  };
}

/** An unknown refusal is final only at the third try of the event itself. */
function soften(verdict: Verdict, { row }: Prepared): Verdict {
  if (verdict.kind !== "unknown") return verdict;
  return { ...verdict, kind: row.attempts + 1 >= UNKNOWN_TRIES ? "rejected" : "retry" };
}
