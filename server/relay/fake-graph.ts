import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { findGraphError } from "./fake-graph-rules.ts";
import type { GraphEvent } from "./graph-types.ts";

/** One request as it reached the fake. */
export interface GraphCall {
  url: string;
  headers: IncomingHttpHeaders;
  body: { data: GraphEvent[]; access_token?: string; test_event_code?: string; partner_agent: string };
}

/**
 * What the fake answers: a response (a text body is sent as it is), or one of the ways to answer badly:
 * never, with the connection cut, or with half of the answer.
 */
export type GraphAnswer = { status: number; body: unknown; headers?: Record<string, string> } | "hang" | "cut" | "half";

/** Decides what a request is answered, at once or later. */
type Script = (call: GraphCall) => GraphAnswer | undefined | Promise<GraphAnswer | undefined>;

/** A server on this machine that stands in for Meta's. */
export interface FakeGraph {
  url: string;
  /** Every request so far. */
  calls: GraphCall[];
  /** Every event id that was received in a request answered with success, repeats included. */
  received: string[];
  /** Changes what is answered from now on; undefined falls back to judging by Meta's written rules. */
  answer(next: Script): void;
  /** Resolves at the next request for which the condition holds, or at once if one did already. */
  until(condition: (call: GraphCall) => boolean): Promise<GraphCall>;
  close(): Promise<void>;
}

/** An error in Meta's form. */
export function graphError(code: number, more: Record<string, unknown> = {}, status = 400): GraphAnswer {
  const error = { message: "Test error", type: "OAuthException", code, fbtrace_id: "fake-trace", ...more };
  return { status, body: { error } };
}

/** Starts a fake Graph server, which takes what keeps to Meta's rules until told otherwise. */
export async function startFakeGraph({ now = Date.now }: { now?: () => number } = {}): Promise<FakeGraph> {
  const calls: GraphCall[] = [];
  const received: string[] = [];
  const waiting = new Set<(call: GraphCall) => void>();
  let scripted: Script = () => undefined;

  function judge({ url, body }: GraphCall): GraphAnswer {
    const error = findGraphError(url, body, now());
    if (error) return { status: 400, body: { error } };
    return { status: 200, body: { events_received: body.data.length, messages: [], fbtrace_id: "fake-trace" } };
  }

  async function respond(response: ServerResponse, call: GraphCall): Promise<void> {
    const answer = (await scripted(call)) ?? judge(call);
    if (answer === "hang") return;
    if (answer === "cut") {
      response.destroy();
      return;
    }
    const good = answer === "half" || (answer.status >= 200 && answer.status < 300);
    if (good) received.push(...call.body.data.map(({ event_id }) => event_id));
    if (answer === "half") {
      response.writeHead(200, { "content-type": "application/json", "content-length": 100 });
      response.write('{"events_rec');
      setImmediate(() => response.destroy());
      return;
    }
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString());
      const call = { url: request.url ?? "", headers: request.headers, body };
      calls.push(call);
      void respond(response, call);
      for (const tell of waiting) tell(call);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    received,
    answer: (next) => {
      scripted = next;
    },
    until: (condition) =>
      new Promise((resolve) => {
        const earlier = calls.find(condition);
        if (earlier) {
          resolve(earlier);
          return;
        }
        const tell = (call: GraphCall) => {
          if (!condition(call)) return;
          waiting.delete(tell);
          resolve(call);
        };
        waiting.add(tell);
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
