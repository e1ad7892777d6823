import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseAmount } from "./parse-amount.ts";

const READ: [written: unknown, amount: number][] = [
  [40, 40],
  [0, 0],
  [-12.5, -12.5],
  [0.1 + 0.2, 0.1 + 0.2],
  ["40", 40],
  [" 40 ", 40],
  [" $40 USD\n", 40],
  ["0", 0],
  ["0.00", 0],
  ["1299.90", 1299.9],
  ["1299,90", 1299.9],
  ["12,5", 12.5],
  ["1299.9000", 1299.9],
  ["33.333333333333336", 33.333333333333336],
  ["0.125", 0.125],
  ["1234.567", 1234.567],
  ["-40.50", -40.5],
  ["$40.00", 40],
  ["$ 1,299.90", 1299.9],
  ["-$40", -40],
  ["$-40", -40],
  ["US$40", 40],
  ["40 €", 40],
  ["1.299,90 €", 1299.9],
  ["1.299,90\u00a0€", 1299.9],
  ["1\u202f299,90 €", 1299.9],
  ["1 299,90 EUR", 1299.9],
  ["CHF 1'299.90", 1299.9],
  ["CHF 1’299.90", 1299.9],
  ["1,234,567", 1_234_567],
  ["1.234.567", 1_234_567],
  ["1 234", 1234],
  ["1,234,567.89", 1_234_567.89],
  ["₹40", 40],
  ["₹12,34,567.50", 1_234_567.5],
  ["1,00,000", 100_000],
  ["40 USD", 40],
];

for (const [written, amount] of READ) {
  test(`${JSON.stringify(written)} is ${amount}`, () => assert.equal(parseAmount(written), amount));
}

const LEFT_OUT: [written: unknown, why: string][] = [
  ["1.234", "thousands or thousandths"],
  ["1,234", "thousands or thousandths"],
  ["123.456", "thousands or thousandths"],
  ["1.234 €", "thousands or thousandths"],
  ["1.234.56", "one sign cannot be both"],
  ["1,234,56", "groups of two"],
  ["12,34.56", "groups of two"],
  ["1 2345", "a group of four"],
  ["40k", "thousands by a letter"],
  ["40%", "a share"],
  ["(40)", "a debt, in books"],
  ["40¢", "cents"],
  ["40-50", "a range"],
  ["2 x 40", "two numbers"],
  ["40 pieces", "no money"],
  ["~40", "about"],
  ["1e3", "no price is written so"],
  ["0x28", "no price is written so"],
  ["--40", "two signs"],
  ["-$-40", "two signs"],
  ["", "nothing"],
  [" ", "nothing"],
  [".", "nothing"],
  ["free", "a word"],
  ["Infinity", "no number"],
  ["9".repeat(400), "beyond what a number holds"],
  [Number.NaN, "no number"],
  [Number.POSITIVE_INFINITY, "no number"],
  [true, "no number"],
  [null, "nothing"],
  [undefined, "nothing"],
  [[40], "a list"],
  [{ amount: 40 }, "an object"],
];

for (const [written, why] of LEFT_OUT) {
  test(`${String(JSON.stringify(written)).slice(0, 20)} is left out: ${why}`, () => {
    assert.equal(parseAmount(written), undefined);
  });
}

test("a price is the same number in every country's way of writing it", () => {
  const cents = fc.integer({ min: 0, max: 999_999_999_99 });
  const locale = fc.constantFrom("en-US", "de-DE", "fr-FR", "de-CH", "sv-SE", "pt-BR", "en-IN");
  fc.assert(
    fc.property(cents, locale, fc.boolean(), (amount, language, withUnit) => {
      const value = amount / 100;
      const format = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
      const written = format.format(value);
      assert.equal(parseAmount(withUnit ? `${written} €` : written), value, written);
    }),
  );
});

test("what a machine prints is read exactly, but for the three decimals that people write for thousands", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const written = String(value);
      const read = parseAmount(written);
      if (/e/.test(written) || /^-?[1-9]\d{0,2}\.\d{3}$/.test(written)) assert.equal(read, undefined);
      else assert.equal(read, Object.is(value, -0) ? 0 : value);
    }),
  );
});

test("any text gives a finite number that stands in it, or nothing", () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789.,-' €$kE\u00a0"), maxLength: 12 });
  fc.assert(
    fc.property(text, (written) => {
      const read = parseAmount(written);
      if (read === undefined) return;
      assert.ok(Number.isFinite(read));
      const digits = (value: string) => value.replace(/\D/g, "").replace(/^0+|0+$/g, "");
      assert.equal(digits(String(Math.abs(read))), digits(written));
    }),
    { numRuns: 5000 },
  );
});
