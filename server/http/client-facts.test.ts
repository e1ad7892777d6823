import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { test } from "node:test";
import { createReadClientFacts, readAddressPrefix } from "./client-facts.ts";

const PROXIES = ["10.0.0.0/8", "2001:db8::1"];

const CASES: [name: string, remote: string, forwarded: string | undefined, expected: string][] = [
  ["a direct visitor", "203.0.113.7", undefined, "203.0.113.7"],
  ["an IPv4 visitor on an IPv6 socket", "::ffff:203.0.113.7", undefined, "203.0.113.7"],
  ["a visitor who writes the header", "203.0.113.7", "198.51.100.1", "203.0.113.7"],
  ["behind one proxy", "10.1.2.3", "203.0.113.7", "203.0.113.7"],
  ["behind two proxies", "10.1.2.3", "203.0.113.7, 10.9.9.9", "203.0.113.7"],
  ["a visitor who writes the header, behind a proxy", "10.1.2.3", "198.51.100.1, 203.0.113.7", "203.0.113.7"],
  ["behind an IPv6 proxy", "2001:db8::1", "2001:db8:5::9", "2001:db8:5::9"],
  ["with a port", "10.1.2.3", "203.0.113.7:4711", "203.0.113.7"],
  ["IPv6 with brackets and port", "10.1.2.3", "[2001:db8:5::9]:4711", "2001:db8:5::9"],
  ["a connection that has closed", "", "203.0.113.7", ""],
  ["a proxy that says nothing", "10.1.2.3", undefined, "10.1.2.3"],
  ["a proxy that says nonsense", "10.1.2.3", "203.0.113.7, unknown", "10.1.2.3"],
];

for (const [name, remoteAddress, forwarded, expected] of CASES)
  test(`address of ${name}`, () => {
    const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
    const incoming = { socket: { remoteAddress }, headers } as unknown as IncomingMessage;
    assert.equal(createReadClientFacts(PROXIES)(incoming).address, expected);
  });

test("without configured proxies the header never counts", () => {
  const incoming = {
    socket: { remoteAddress: "127.0.0.1" },
    headers: { "x-forwarded-for": "203.0.113.7" },
  } as unknown as IncomingMessage;
  assert.equal(createReadClientFacts([])(incoming).address, "127.0.0.1");
});

test("an IPv6 subscriber's addresses share a prefix", () => {
  for (const address of ["2001:db8:0:42::1", "2001:0db8:0000:0042:ffff:1:2:3", "2001:DB8::42:0:0:0:9"])
    assert.equal(readAddressPrefix(address), "2001:db8:0:42");
  assert.equal(readAddressPrefix("::1"), "0:0:0:0");
  assert.equal(readAddressPrefix("203.0.113.7"), "203.0.113.7");
});
