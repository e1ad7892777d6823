import { connect, type Socket } from "node:net";

/** What a run of load measured. */
export interface LoadResult {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Answers by status. */
  statuses: Record<string, number>;
}

interface LoadOptions {
  url: string;
  connections: number;
  durationMs: number;
  /** The body of the n-th request. */
  bodyOf: (index: number) => string;
}

/**
 * Posts one body after the other over each connection and waits for every answer. It speaks HTTP over bare sockets,
 * so that on a small machine the client takes as little as possible of what is to be measured.
 */
export async function runLoad({ url, connections, durationMs, bodyOf }: LoadOptions): Promise<LoadResult> {
  const { hostname, port, pathname } = new URL(url);
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  const startedAt = performance.now();
  const endsAt = startedAt + durationMs;
  let sent = 0;

  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket: Socket = connect(Number(port), hostname);
          socket.setNoDelay(true);
          let askedAt = 0;
          let text = "";
          const send = () => {
            askedAt = performance.now();
            if (askedAt >= endsAt) {
              socket.end();
              resolve();
              return;
            }
            const body = bodyOf(sent);
            sent += 1;
            socket.write(
              `POST ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: text/plain\r\nUser-Agent: bench\r\n` +
                `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
            );
          };
          socket.on("connect", send);
          socket.on("error", reject);
          socket.on("data", (chunk) => {
            text += chunk.toString("latin1");
            const headEnd = text.indexOf("\r\n\r\n");
            if (headEnd < 0) return;
            const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
            if (text.length < headEnd + 4 + length) return;
            const status = text.slice(9, 12);
            statuses[status] = (statuses[status] ?? 0) + 1;
            text = "";
            latencies.push(performance.now() - askedAt);
            send();
          });
        }),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  const percentile = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN;
  return { perSecond: latencies.length / seconds, p50Ms: percentile(0.5), p99Ms: percentile(0.99), statuses };
}
