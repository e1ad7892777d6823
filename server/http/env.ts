import type { HttpBindings } from "@hono/node-server";

/** What every route gets from `@hono/node-server`: the raw request and response. */
export type Env = { Bindings: HttpBindings };
