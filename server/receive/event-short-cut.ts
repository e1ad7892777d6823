import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { AnswerError } from "../http/error-answer.ts";
import type { ShortCut } from "../http/start-server.ts";
import type { createReceive } from "./receive.ts";

/**
 * Answers `POST /event` on the bare request and response. It is the one route that carries load, and the way through
 * the router and the Request and Response objects takes a seventh of its time. What is out of the ordinary (a body
 * of unknown length, say) is left to the router.
 */
export function createEventShortCut(receive: ReturnType<typeof createReceive>, answerError: AnswerError): ShortCut {
  const send = (outgoing: ServerResponse, status: number, headers: OutgoingHttpHeaders, body: string) => {
    outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    outgoing.end(body);
  };
  return (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    if (method !== "POST" || url !== "/event" || headers["content-length"] === undefined) return false;
    receive(incoming)
      .then(
        ({ receipt, headers }) => send(outgoing, 202, headers, JSON.stringify(receipt)),
        (error: Error) => {
          const answer = answerError(error, { method, path: url, headers });
          send(outgoing, answer.status, answer.headers, answer.body);
        },
      )
      // An answer that cannot be given costs one connection, never the process; the sender tries again.
      .catch(() => outgoing.destroy());
    return true;
  };
}
