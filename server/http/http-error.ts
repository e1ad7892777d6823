import { STATUS_CODES } from "node:http";
import type { ErrorBody } from "../../src/wire/bodies.ts";

/** A refusal of a request, thrown anywhere below a route and answered in one place. */
export class HttpError extends Error {
  override name = "HttpError";
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** The body of every error answer. */
export function errorBody(status: number, message: string): ErrorBody {
  return { message, error: STATUS_CODES[status] ?? "Error", statusCode: status };
}
