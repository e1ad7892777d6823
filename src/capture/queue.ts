import type { QueuedCall } from "../wire/queued-call.ts";

/** The global as the stub left it. */
interface QueueHolder {
  q?: ArrayLike<QueuedCall> | { push(call: QueuedCall): unknown };
}

/**
 * Takes over what the stub has queued, oldest first, and from now on hands every further call to `receive`: a page may
 * still hold a reference to the stub's function, which goes on pushing.
 */
export function takeQueue(holder: QueueHolder | undefined, receive: (call: QueuedCall) => unknown): QueuedCall[] {
  if (!holder) return [];
  const queued = holder.q;
  holder.q = { push: receive };
  return Array.isArray(queued) ? Array.from(queued) : [];
}
