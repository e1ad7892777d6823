import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** What a connection says about its other end. */
export interface ClientFacts {
  address: string;
  userAgent: string | undefined;
  /** Whether the other end came by TLS, as the proxy that took it in says. */
  secure: boolean;
}

/** Tells the visitor's side of a request. */
export type ReadClientFacts = (incoming: IncomingMessage) => ClientFacts;

/**
 * Reads addresses behind the given proxies (addresses or CIDR ranges): the visitor is the last hop in
 * `X-Forwarded-For` that is none of them. From anyone else the header says nothing, since every client can write it.
 */
export function createReadClientFacts(trustedProxies: readonly string[]): ReadClientFacts {
  const proxies = new BlockList();
  for (const entry of trustedProxies) {
    const [address = "", bits] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  const hasProxies = trustedProxies.length > 0;
  // A socket that has closed meanwhile has no address any more.
  const isProxy = (address: string) =>
    hasProxies && isIP(address) > 0 && proxies.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

  return ({ socket, headers }) => {
    const userAgent = headers["user-agent"];
    let address = toPlainAddress(socket.remoteAddress ?? "");
    if (!isProxy(address)) return { address, userAgent, secure: false };
    const secure = /^https\b/i.test(String(headers["x-forwarded-proto"] ?? ""));
    const hops = String(headers["x-forwarded-for"] ?? "").split(",");
    while (isProxy(address)) {
      const hop = toPlainAddress(hops.pop() ?? "");
      // A hop that is no address was not written by a proxy; what stands before it is not to be believed either.
      if (!isIP(hop)) break;
      address = hop;
    }
    return { address, userAgent, secure };
  };
}

/** Without brackets, port and zone; an IPv4 address in its own form and not dressed as IPv6. */
function toPlainAddress(text: string): string {
  const address = text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, "$1")
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.)/i, "");
  return /^\d+(\.\d+){3}:\d+$/.test(address) ? address.slice(0, address.lastIndexOf(":")) : address;
}

/** The part of an address that one subscriber has to itself: an IPv4 address, or 64 bits of an IPv6 one. */
export function readAddressPrefix(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill("0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
