import { createHash, randomUUID } from "node:crypto";
import type { ClientFacts } from "../http/client-facts.ts";
import { classify, parseAnswer, type Verdict } from "../relay/classify.ts";
import { graphUrlOf, toRequestJson } from "../relay/graph-request.ts";
import type { GraphEvent } from "../relay/graph-types.ts";
import type { Post } from "../relay/post.ts";
import type { Pixel } from "../sites/site.ts";
import { type Explanation, explainError, readRefusal } from "./explain-error.ts";

/** What became of one test event. */
export interface ConnectionTest {
  kind: Verdict["kind"];
  /** The request as it was posted, without the token. */
  request: unknown;
  url: string;
  answer: { status: number; body: unknown } | null;
  error: string | null;
  explanation: Explanation | null;
}

interface TestOptions {
  pixel: Pixel & { accessToken: string };
  graph: { url: string; version: string };
  post: Post;
  /** Of the operator who asks: Meta wants a browser and an address with an event. */
  facts: ClientFacts;
  pageUrl: string;
  now: number;
}

/** Posts one event of a name of its own, so that no campaign counts it, and tells what Meta said. */
export async function testConnection({
  pixel,
  graph,
  post,
  facts,
  pageUrl,
  now,
}: TestOptions): Promise<ConnectionTest> {
  const event: GraphEvent = {
    event_name: "PixelFlowConnectionTest",
    event_time: Math.floor(now / 1000),
    event_id: `test-${randomUUID()}`,
    action_source: "website",
    event_source_url: pageUrl,
    user_data: {
      client_ip_address: facts.address,
      client_user_agent: facts.userAgent ?? "PixelFlow",
      external_id: createHash("sha256").update("pixelflow-connection-test").digest("hex"),
    },
  };
  const { accessToken, testEventCode } = pixel;
  const url = graphUrlOf(graph, pixel.id);
  const events = [JSON.stringify(event)];
  const result = await post(url, toRequestJson(events, testEventCode, accessToken));
  // Meta may quote the token.
  const scrub = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(accessToken, "[access token]")) as T;
  const verdict = classify(result, 1);
  const answer = result.kind === "answered" ? scrub({ status: result.status, body: parseAnswer(result.text) }) : null;
  const reason = "reason" in verdict ? verdict.reason : null;
  return {
    kind: verdict.kind,
    request: JSON.parse(toRequestJson(events, testEventCode)),
    url,
    answer,
    error: "error" in verdict ? scrub(verdict.error) : null,
    explanation: explainError({ reason, ...readRefusal(answer?.body) }),
  };
}
