import assert from "node:assert/strict";
import { test } from "node:test";
import type { CustomerField } from "../../wire/customer-data.ts";
import { prepareCustomerData } from "../customer-data.ts";
import { sha256 } from "../sha256.ts";

const nextYear = new Date().getFullYear() + 1;

/** What is documented of each field, by Meta or by this API: the text, and its normal form or "" where it is refused. */
const EXAMPLES: Record<CustomerField, [text: string, normal: string][]> = {
  em: [
    [" J.Doe+x@EXAMPLE.com ", "j.doe+x@example.com"],
    ["John_Smith@gmail.com", "john_smith@gmail.com"],
    ["\ufeff\u00a0jane@example.com\n", "jane@example.com"],
    ["jane@xn--mnchen-3ya.de", "jane@xn--mnchen-3ya.de"],
    ["josé@example.com", ""],
    ["a@münchen.de", ""],
    ["a@localhost", ""],
    ['"q"@example.com', ""],
    ["jane", ""],
  ],
  ph: [
    ["(555) 123-4567", "15551234567"],
    ["+1 650-555-1212", "16505551212"],
    ["no number", ""],
  ],
  fn: [
    [" John ", "john"],
    ["Mary", "mary"],
    ["Valéry", "valéry"],
    ["정", "정"],
    ["Anne-Marie", "annemarie"],
    ["Müller", "müller"],
    ["Dr. No", "drno"],
    ["यश", "यश"],
    ["...", ""],
  ],
  ln: [
    ["O'Neil", "oneil"],
    ["O’Neil", "oneil"],
    ["van der Berg, Jr.", "vanderbergjr"],
    ["3rd", "3rd"],
  ],
  ge: [
    ["Male", "m"],
    ["Mrs", "f"],
    [" HER ", "f"],
    ["non-binary", ""],
  ],
  db: [
    ["2/16/1997", "19970216"],
    ["16.02.1997", "19970216"],
    ["1997-02-16T00:00:00Z", "19970216"],
    ["19970216", "19970216"],
    ["2001-02-30", "20010230"],
    [`1/2/${nextYear}`, `${nextYear}0102`],
    [`1/2/${nextYear + 1}`, ""],
    ["1/2/1799", ""],
    ["16 Feb 1997", ""],
  ],
  ct: [
    ["New York", "newyork"],
    ["São Paulo", "sopaulo"],
    ["München", "mnchen"],
    ["St. John's", "stjohns"],
    ["東京", ""],
    ["29 Palms", ""],
  ],
  st: [
    ["California", "ca"],
    ["CA", "ca"],
    ["Quebec", "qc"],
    ["Québec", "qc"],
    ["Bayern", "ba"],
    ["東京", ""],
  ],
  zp: [
    ["94103-1234", "94103"],
    ["SW1A 1AA", "sw1a1aa"],
    ["M1 1AE", "m11ae"],
    ["100-0001", "100"],
    ["01310-100", "01310"],
    ["1", ""],
  ],
  country: [
    ["United States", "us"],
    ["USA", "us"],
    ["U.S.A.", "us"],
    ["uk", "gb"],
    ["AUT", "at"],
    ["Curaçao", "cw"],
    ["Narnia", ""],
  ],
  external_id: [
    [" User 42", "user42"],
    ["12345", "12345"],
    ["\u00a0", ""],
  ],
};

for (const [field, rows] of Object.entries(EXAMPLES)) {
  test(`${field}: every documented example`, () => {
    for (const [text, normal] of rows) {
      assert.deepEqual(prepareCustomerData({ [field]: text }), normal ? { [field]: sha256(normal) } : {}, text);
    }
  });
}
