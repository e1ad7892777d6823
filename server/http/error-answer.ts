import type { Log } from "../log.ts";
import { ANY_ORIGIN } from "./cors.ts";
import { errorBody, HttpError } from "./http-error.ts";

/** An answer to a request that failed. */
export interface ErrorAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Turns what was thrown below a route into its answer; `path` is the route's pattern and not what was asked for. */
export type AnswerError = (error: Error, request: { method: string; path: string }) => ErrorAnswer;

interface AnswerErrorOptions {
  log: Log;
  /** Told of every public request that is refused. */
  onRefused?: (status: number) => void;
}

/** The routes that pages and servers everywhere may use, as the patterns they are registered under. */
const PUBLIC_ROUTES = new Set(["/event", "/blocked-events", "/site/config/:siteId"]);

/** The one place where errors become answers, all in one shape. */
export function createAnswerError({ log, onRefused }: AnswerErrorOptions): AnswerError {
  return (error, { method, path }) => {
    const refusal = error instanceof HttpError ? error : unavailable(error);
    const { status, headers } = refusal;
    const isPublic = PUBLIC_ROUTES.has(path);
    if (isPublic) onRefused?.(status);
    return {
      status,
      headers: { "content-type": "application/json", ...(isPublic && ANY_ORIGIN), ...headers },
      body: JSON.stringify(errorBody(status, refusal.message)),
    };

    // The message of an unexpected error may quote what was sent, so it stays out of the answer.
    function unavailable({ message }: Error): HttpError {
      log("error", "request failed", { method, path, error: message });
      return new HttpError(503, "The ingest cannot answer now; try again later.", { "retry-after": "5" });
    }
  };
}
