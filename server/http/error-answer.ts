import type { Log } from "../log.ts";
import { ANY_ORIGIN, corsHeaders } from "./cors.ts";
import { errorBody, HttpError } from "./http-error.ts";

/** An answer to a request that failed. */
export interface ErrorAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What was asked: `path` is the route's pattern and not the address, `headers` say who may read the answer. */
interface FailedRequest {
  method: string;
  path: string;
  headers: { origin?: string; host?: string };
}

/** Turns what was thrown below a route into its answer. */
export type AnswerError = (error: Error, request: FailedRequest) => ErrorAnswer;

interface AnswerErrorOptions {
  log: Log;
  /** Told of every public request that is refused. */
  onRefused?: (status: number) => void;
}

/** The routes that pages and servers everywhere may use, as the patterns they are registered under. */
const PUBLIC_ROUTES = new Set(["/event", "/blocked-events", "/site/config/:siteId"]);

/** The one place where errors become answers, all in one shape. */
export function createAnswerError({ log, onRefused }: AnswerErrorOptions): AnswerError {
  return (error, { method, path, headers: asked }) => {
    const refusal = error instanceof HttpError ? error : unavailable(error);
    const { status, headers } = refusal;
    const isPublic = PUBLIC_ROUTES.has(path);
    if (isPublic) onRefused?.(status);
    // 403 is for an origin that the site's list refuses: no credentials for it.
    const cors = isPublic && (status === 403 ? ANY_ORIGIN : corsHeaders(asked));
    return {
      status,
      headers: { "content-type": "application/json", ...cors, ...headers },
      body: JSON.stringify(errorBody(status, refusal.message)),
    };

    // The message of an unexpected error may quote what was sent, so it stays out of the answer.
    function unavailable({ message }: Error): HttpError {
      log("error", "request failed", { method, path, error: message });
      return new HttpError(503, "The ingest cannot answer now; try again later.", { "retry-after": "5" });
    }
  };
}
