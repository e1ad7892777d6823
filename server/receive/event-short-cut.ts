import type { ServerResponse } from "node:http";
import type { AnswerError } from "../http/error-answer.ts";
import type { ShortCut } from "../http/start-server.ts";
import type { createReceive } from "./receive.ts";
import { RECEIPT_HEADERS } from "./receive-routes.ts";

/**
 * Answers `POST /event` on the bare request and response. It is the one route that carries load, and the way through
 * the router and the Request and Response objects takes a seventh of its time. What is out of the ordinary (a body
 * of unknown length, say) is left to the router.
 */
export function createEventShortCut(receive: ReturnType<typeof createReceive>, answerError: AnswerError): ShortCut {
  const send = (outgoing: ServerResponse, status: number, headers: Record<string, string>, body: string) => {
    outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    outgoing.end(body);
  };
  return (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    if (method !== "POST" || url !== "/event" || headers["content-length"] === undefined) return false;
    receive(incoming)
      .then(
        (receipt) => send(outgoing, 202, RECEIPT_HEADERS, JSON.stringify(receipt)),
        (error: Error) => {
          const answer = answerError(error, { method, path: url });
          send(outgoing, answer.status, answer.headers, answer.body);
        },
      )
      // An answer that cannot be given costs one connection, never the process; the sender tries again.
      .catch(() => outgoing.destroy());
    return true;
  };
}
