import type { StoredEvent } from "../receive/stored-event.ts";
import type { Pixel } from "../sites/site.ts";
import type { ClaimedRow, Settlement } from "../store/store.ts";
import { classify, parseAnswer } from "./classify.ts";
import { toGraphEvent } from "./graph-event.ts";
import { createGraphRequest, graphUrlOf } from "./graph-request.ts";
import type { Post } from "./post.ts";

interface Delivery {
  token: string;
  rows: ClaimedRow[];
  /** undefined: a dry run. */
  pixel: Pixel | undefined;
}

interface DeliverOptions {
  graph: { url: string; version: string };
  post: Post;
  now: () => number;
}

const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 15 * 60_000;

/** Builds what Meta gets for claimed rows, posts it unless it is a dry run, and says what became of each row. */
export function createDeliver({ graph, post, now }: DeliverOptions) {
  return async ({ token, rows, pixel }: Delivery): Promise<Settlement[]> => {
    const events = rows.map((row) => toGraphEvent(JSON.parse(row.data) as StoredEvent));
    const graphUrl = graphUrlOf(graph, pixel?.id ?? "PIXEL_ID");
    const requestOf = (index: number) =>
      JSON.stringify(createGraphRequest(events.slice(index, index + 1), pixel?.testEventCode));
    const settle = (row: ClaimedRow, index: number, outcome: Partial<Settlement>): Settlement => ({
      id: row.id,
      token,
      status: "pending",
      reason: null,
      error: null,
      attempts: row.attempts + 1,
      at: now(),
      request: requestOf(index),
      graphUrl,
      answer: null,
      ...outcome,
    });
    if (!pixel?.accessToken)
      return rows.map((row, index) => settle(row, index, { status: "dry_run", attempts: row.attempts }));

    const request = createGraphRequest(events, pixel.testEventCode);
    const result = await post(graphUrl, JSON.stringify({ ...request, access_token: pixel.accessToken }));
    const verdict = classify(result, events.length);
    const at = now();
    // Meta's messages quote a token that it refuses.
    const secret = pixel.accessToken;
    const scrub = (text: string) => text.replaceAll(secret, "[access token]");
    const answer =
      result.kind === "answered"
        ? scrub(JSON.stringify({ status: result.status, body: parseAnswer(result.text), at }))
        : null;
    const outcomeOf = (row: ClaimedRow): Partial<Settlement> => {
      if (verdict.kind === "sent") return { status: "sent", at, answer };
      const error = scrub(verdict.error);
      if (verdict.kind === "rejected") return { status: "failed", reason: "rejected", error, at, answer };
      const backoff = Math.min(FIRST_RETRY_MS * 2 ** row.attempts, LONGEST_RETRY_MS);
      return { reason: "retry", error, at: at + Math.ceil(Math.random() * backoff), answer };
    };
    return rows.map((row, index) => settle(row, index, outcomeOf(row)));
  };
}
