import type { IncomingMessage } from "node:http";

/** What a connection says about its other end. */
export interface ClientFacts {
  address: string;
  userAgent: string | undefined;
}

/** The connection's own address (an IPv4 one in its IPv4 form) and user agent. */
export function readClientFacts(incoming: IncomingMessage): ClientFacts {
  const address = (incoming.socket.remoteAddress ?? "").replace(/^::ffff:(?=\d+\.)/, "");
  return { address, userAgent: incoming.headers["user-agent"] };
}
