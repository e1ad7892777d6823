import type { QueuedCall } from "../wire/queued-call.ts";

/** The global as the stub left it. */
interface QueueHolder {
  q?: QueuedCall[] | { push(call: QueuedCall): unknown };
}

/**
 * Takes over what the stub has queued, oldest first, and from now on hands every further call to `receive`: a page may
 * still hold a reference to the stub's function, which goes on pushing. The stub's own array is emptied: what is in it
 * when the page is left, the stub keeps for another page.
 */
export function takeQueue(holder: QueueHolder | undefined, receive: (call: QueuedCall) => unknown): QueuedCall[] {
  if (!holder) return [];
  const queued = holder.q;
  holder.q = { push: receive };
  return Array.isArray(queued) ? queued.splice(0) : [];
}
