import assert from "node:assert/strict";
import { test } from "node:test";
import { readSameSite } from "./same-site.ts";

const SAME: [origin: string, host: string, domain: string | undefined][] = [
  ["https://shop.example", "ingest.shop.example", "shop.example"],
  ["https://www.shop.example", "ingest.shop.example:8443", "shop.example"],
  ["https://shop.example.co.uk:8080", "ingest.example.co.uk", "example.co.uk"],
  ["https://WWW.Shop.Example", "Ingest.SHOP.example", "shop.example"],
  ["https://one.myshopify.com", "t.one.myshopify.com", "one.myshopify.com"],
  ["https://xn--mller-kva.de", "t.xn--mller-kva.de", "xn--mller-kva.de"],
  ["http://127.0.0.1:3000", "127.0.0.1:8787", undefined],
  ["http://[::1]:3000", "[::1]:8787", undefined],
  ["http://localhost:3000", "localhost:8787", undefined],
];

for (const [origin, host, domain] of SAME)
  test(`${origin} and ${host} are one site, with cookies on ${domain ?? "the host"}`, () => {
    assert.deepEqual(readSameSite(origin, host), { domain });
  });

const STRANGERS: [origin: string | undefined, host: string | undefined][] = [
  [undefined, "ingest.shop.example"],
  ["https://shop.example", undefined],
  ["https://shop.example", ""],
  ["", ""],
  ["null", "ingest.shop.example"],
  ["https://shop.example", "ingest.example"],
  ["https://evilshop.example", "ingest.shop.example"],
  ["https://a.co.uk", "b.co.uk"],
  ["https://co.uk", "b.co.uk"],
  ["https://one.myshopify.com", "two.myshopify.com"],
  ["https://one.github.io", "two.github.io"],
  ["http://10.0.0.1", "127.0.0.1"],
  ["http://9.0.0.1", "8.9.0.0.1"],
  ["http://shop.localhost", "localhost"],
  ["https://shop.example.evil.example", "ingest.shop.example"],
];

for (const [origin, host] of STRANGERS)
  test(`${origin} and ${host} are strangers`, () => {
    assert.equal(readSameSite(origin, host), undefined);
  });
