import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { GraphRequest } from "./graph-types.ts";

/** One request as it reached the fake. */
export interface GraphCall {
  url: string;
  headers: IncomingHttpHeaders;
  body: GraphRequest & { access_token?: string };
}

/** What the fake answers; a text body is sent as it is. */
export interface GraphAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** A server on this machine that stands in for Meta's. */
export interface FakeGraph {
  url: string;
  /** Every request so far. */
  calls: GraphCall[];
  /** Changes what is answered from now on. */
  answer(next: (call: GraphCall) => GraphAnswer): void;
  close(): Promise<void>;
}

const accept = ({ body }: GraphCall): GraphAnswer => ({
  status: 200,
  body: { events_received: body.data.length, messages: [], fbtrace_id: "fake-trace" },
});

/** Starts a fake Graph server; until told otherwise it receives everything. */
export async function startFakeGraph(): Promise<FakeGraph> {
  const calls: GraphCall[] = [];
  let answer = accept;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const call = {
        url: request.url ?? "",
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      };
      calls.push(call);
      const { status, body, headers } = answer(call);
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer: (next) => {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
