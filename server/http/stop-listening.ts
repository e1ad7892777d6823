import type { Server } from "node:http";

/** How long requests under way may take once we are told to stop. */
const STOP_GRACE_MS = 10_000;
const SWEEP_MS = 25;

/** Takes no new connection, lets requests under way finish, and cuts off what is still open after the grace time. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection that is kept alive becomes idle only when its last answer is out.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    const cutOff = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cutOff);
      resolve();
    });
  });
}
