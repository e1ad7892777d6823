import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cutEmails, cutPersonal } from "./cut-personal.ts";

const PERSONAL = [
  "jane@example.com",
  "Jane.Doe+shop@mail.example.co.uk",
  "o'neil_99@ex-ample.museum",
  "josé@müller.de",
  "почта@пример.рф",
  "jane%40example.com",
  "jane%2540example.com",
  "+15551234567",
  "+44 20 7946 0018",
  "+44 (0)20 7946-0018",
  "+49.151.23456789",
  "0044 20 7946 0018",
  "00 49 30 123456",
  "(555) 123-4567",
  "(030) 123456",
  "555-123-4567",
  "555.123.4567",
  "555 123 4567",
  "020 7946 0018",
  "0151-23456789",
  "030/1234567",
  "06 12 34 56 78",
  "06.12.34.56.78",
  "wc_order_a1B2c3D4e5F6",
  "eyJhbGciOiJIUzI1NiJ9.eyJlbWFpbCI6ImphbmVAZXhhbXBsZS5jb20ifQ.c2lnbmF0dXJl",
];

for (const text of PERSONAL) {
  test(`${text} is cut out, wherever it stands in a text`, () => {
    assert.equal(cutPersonal(text), "redacted");
    assert.equal(cutPersonal(`for ${text}, soon`), "for redacted, soon");
    assert.equal(cutPersonal(`<${text}>`), "<redacted>");
  });
}

const HARMLESS = [
  "",
  "order-17",
  "1234567890",
  "00012345678905",
  "0012345678",
  "4006381333931",
  "978-3-16-148410-0",
  "2026-10-09T12:30:00+0200",
  "09.10.2026 12:30",
  "550e8400-e29b-41d4-a716-446655440000",
  "1757000000.1234567890",
  "1,299.90 EUR",
  "iphone+12345678",
  "logo@2x.png",
  "@jane.doe",
  "pkg@1.2.34",
  "jane@",
  "@example.com",
  "jane@localhost",
  "52.5200,13.4050",
  "192.168.0.1",
  "555-1234",
  "555-123-45678",
  "+1234567890123456789",
  "Chanel No 5",
];

for (const text of HARMLESS) {
  test(`${text || "nothing"} stays as it is`, () => {
    assert.equal(cutPersonal(text), text);
    assert.equal(cutPersonal(`for ${text}, soon`), `for ${text}, soon`);
  });
}

test("for ids e-mail addresses alone are cut: a catalogue may number its products like phones", () => {
  assert.equal(cutEmails("555-123-4567"), "555-123-4567");
  assert.equal(cutEmails("jane@example.com-17"), "redacted");
});

/** Addresses whose characters an address bar or a sentence does not use for something else. */
const email = fc.emailAddress().filter((address) => /^[\w.+~'-]+@/.test(address));

test("no e-mail address that people have survives, whatever stands around it", () => {
  const around = fc.string({ unit: fc.constantFrom(" ", "a", ".", ",", "/", "=", "<", ">", '"', "?", "\n", "é") });
  fc.assert(
    fc.property(around, email, around, (before, address, after) => {
      assert.equal(cutPersonal(`${before} ${address} ${after}`), `${before} redacted ${after}`);
    }),
  );
});

/** Texts that look like the beginning of something to cut, over and over. */
const PIECES = [
  "a",
  "@",
  ".",
  "%40",
  "%25",
  "+",
  "0",
  "00",
  "1",
  "(",
  ")",
  "-",
  " ",
  "eyJ",
  "wc_order_",
  "x@y.z",
  "é",
  "b",
  "555-123-4567",
];

test("cutting twice is cutting once", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 60 }), (text) => {
      const clean = cutPersonal(text);
      assert.equal(cutPersonal(clean), clean);
    }),
    { numRuns: 3000 },
  );
});

test("hostile text takes time in proportion to its length", () => {
  // Processor time, not the clock's: a linear search takes a hundredth of the limit, a quadratic one many times it.
  const repeated = (text: string, length: number) => text.repeat(Math.ceil(length / text.length));
  const timeOf = (text: string) => {
    const start = process.cpuUsage();
    cutPersonal(text);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  const hostile = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(hostile, fc.constantFrom(...PIECES, ""), (pieces, end) => {
      const text = repeated(pieces.join(""), 100_000) + end;
      assert.ok(timeOf(text) < 2_000_000, `${pieces.join("")} repeated`);
    }),
    { numRuns: 60 },
  );
});
