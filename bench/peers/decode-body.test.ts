import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { decodeBody } from "./decode-body.ts";

const TEXT = '{"event":"Purchase","order_id":"order-1+2 äö"}';

test("an event is read whichever way its tag wrapped it", () => {
  const base64 = Buffer.from(TEXT).toString("base64");
  assert.equal(decodeBody(Buffer.from(TEXT)), TEXT);
  assert.equal(decodeBody(gzipSync(TEXT)), TEXT);
  assert.equal(decodeBody(Buffer.from(`data=${encodeURIComponent(base64)}&verbose=1`)), TEXT);
  assert.equal(decodeBody(Buffer.from(`data=${encodeURIComponent(TEXT)}`)), TEXT);
});
