import type { IncomingMessage, ServerResponse } from "node:http";
import { Hono } from "hono";
import { ANY_ORIGIN, PREFLIGHT } from "../http/cors.ts";
import type { Env } from "../http/env.ts";
import type { AnswerError } from "../http/error-answer.ts";
import type { createReceiveBlocked } from "./blocked-events.ts";
import type { createReceive } from "./receive.ts";

const RECEIPT_HEADERS = { ...ANY_ORIGIN, "content-type": "application/json" };

interface ReceiveRoutesOptions {
  receive: ReturnType<typeof createReceive>;
  receiveBlocked: ReturnType<typeof createReceiveBlocked>;
}

/** Answers `POST /event`, `POST /blocked-events`, and the preflight of every public path. */
export function createReceiveRoutes({ receive, receiveBlocked }: ReceiveRoutesOptions): Hono<Env> {
  const app = new Hono<Env>();
  app.post("/event", async (c) => c.json(await receive(c.env.incoming), 202, RECEIPT_HEADERS));
  app.post("/blocked-events", async (c) => c.json(await receiveBlocked(c.env.incoming), 202, RECEIPT_HEADERS));
  for (const path of ["/event", "/blocked-events", "/site/config/:siteId"])
    app.options(path, (c) => c.body(null, 204, PREFLIGHT));
  return app;
}

/** Answers a request itself, or says that it is for someone else. */
export type ShortCut = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

/**
 * Answers `POST /event` on the bare request and response. It is the one route that carries load, and the way through
 * the router and the Request and Response objects takes a seventh of its time. What is out of the ordinary (a body
 * of unknown length, say) is left to the router.
 */
export function createEventShortCut(receive: ReceiveRoutesOptions["receive"], answerError: AnswerError): ShortCut {
  const send = (outgoing: ServerResponse, status: number, headers: Record<string, string>, body: string) => {
    outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    outgoing.end(body);
  };
  return (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    if (method !== "POST" || url !== "/event" || headers["content-length"] === undefined) return false;
    receive(incoming).then(
      (receipt) => send(outgoing, 202, RECEIPT_HEADERS, JSON.stringify(receipt)),
      (error: Error) => {
        const answer = answerError(error, { method, path: url });
        send(outgoing, answer.status, answer.headers, answer.body);
      },
    );
    return true;
  };
}
