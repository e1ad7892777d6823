import type { Context } from "hono";
import type { Env } from "../http/env.ts";
import { HttpError } from "../http/http-error.ts";
import { readBody } from "../http/read-body.ts";

const MAX_BYTES = 256 * 1024;

/** A request's body as JSON; an empty one is an empty object. Throws HttpError 400 or 413. */
export async function readJson(c: Context<Env>): Promise<unknown> {
  const text = await readBody(c.env.incoming, MAX_BYTES);
  try {
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new HttpError(400, "The body is not valid JSON.");
  }
}
