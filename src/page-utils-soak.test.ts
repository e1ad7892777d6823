import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../tools/sample-digits.ts";
import type { PageUtils } from "./page-api.ts";
import { createPageUtils } from "./page-utils.ts";
import { CUSTOMER_FIELDS } from "./wire/customer-data.ts";

/** `npm run soak` asks for more. */
const INPUTS = Number(process.env.SOAK_INPUTS ?? 10_000);
const SEED = Number(process.env.SOAK_SEED ?? 20260801);
const MEGABYTE = 1_000_000;
/** The key of a thenable. */
const THEN = "then";

const utils = createPageUtils(() => ["de", "en_US", "", "not a language"]);
const { normalizeCustomerData, ...synchronous } = utils;
const HASH = /^(?:[\da-f]{64}|[\da-f]{32})$/;

const fail = (): never => {
  throw new Error("a page's own code");
};

/** Text that looks like something, cut anywhere and joined with anything. */
const PIECES = [
  ...[
    "jane",
    "@",
    "example.com",
    " ",
    "\u00a0",
    "\ud800",
    "\udfff",
    "\0",
    "é",
    "e\u0301\u0316",
    "İ",
    "ß",
    "정",
    "😀",
    "٠٢٠",
    "０",
  ],
  ...[
    "+",
    "00",
    "011",
    "44",
    "(0)",
    "ext",
    "x5",
    "#",
    ";",
    ",",
    "-",
    "/",
    "(",
    ")",
    "United",
    "States",
    "(US)",
    "Republic",
    "of",
  ],
  ...[
    "California",
    "1997",
    "02",
    "31",
    "male",
    "SW1A 1AA",
    "94103-1234",
    "a".repeat(64),
    "__proto__",
    "constructor",
    "\u202e",
    "ı",
  ],
];

function createGarbage(random: () => number): unknown {
  const below = (limit: number) => Math.floor(random() * limit);
  const text = () => Array.from({ length: below(8) }, () => PIECES[below(PIECES.length)]).join("");
  const anyUnit = () => String.fromCharCode(...Array.from({ length: below(40) }, () => below(0x10000)));
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  };
  const kinds: (() => unknown)[] = [
    text,
    text,
    text,
    anyUnit,
    () => random() * 10 ** below(30),
    () => -below(1e9),
    () => BigInt(below(1e9)) ** 5n,
    () => [undefined, null, true, false, Number.NaN, Number.POSITIVE_INFINITY, -0][below(7)],
    () => Symbol(text()),
    () => fail,
    () => new Date(below(1e12)),
    () => /x/g,
    () => [text(), anyUnit(), [text()], null, { em: text() }],
    () => new Array(below(2 ** 31)),
    () => ({ toString: fail, valueOf: fail, [Symbol.toPrimitive]: fail }),
    () => new Proxy({}, { get: fail, has: fail, ownKeys: fail, getOwnPropertyDescriptor: fail }),
    () => new Proxy([text()], { get: fail }),
    revoked,
    () => Object.defineProperty({}, "em", { get: fail, enumerable: true }),
    () => Object.create(null),
    () => new Map([["em", text()]]),
    () => new String(text()),
    () => {
      const rejected = Promise.reject(new Error("a page's own promise"));
      // Nobody waits for it in the synchronous functions.
      rejected.catch(() => {});
      return rejected;
    },
    () => Object.defineProperty({}, THEN, { value: fail }),
  ];
  return (kinds[below(kinds.length)] as () => unknown)();
}

function checkSynchronous(value: unknown, other: unknown): void {
  for (const [name, normalize] of Object.entries(synchronous) as [keyof PageUtils, PageUtils["normalize"]][]) {
    assert.equal(typeof normalize(value, other, other), "string", name);
  }
  for (const field of CUSTOMER_FIELDS) assert.equal(typeof utils.normalize(value, field, other), "string", field);
}

async function checkCustomerData(data: unknown): Promise<void> {
  for (const [field, value] of Object.entries(await normalizeCustomerData(data))) {
    assert.ok((CUSTOMER_FIELDS as readonly string[]).includes(field), field);
    for (const hash of Array.isArray(value) ? value : [value]) assert.match(hash, HASH, field);
  }
}

test(`${INPUTS} random pieces of garbage: nothing throws, and nothing but hashes comes out`, async (t) => {
  const random = createRandom(SEED);
  for (let i = 0; i < INPUTS; i++) {
    const value = createGarbage(random);
    const other = createGarbage(random);
    checkSynchronous(value, other);
    await checkCustomerData(value);
    await checkCustomerData(Object.fromEntries(CUSTOMER_FIELDS.map((field, at) => [field, at % 2 ? value : other])));
  }
  t.diagnostic(`garbage given to every util: ${INPUTS} inputs, seed ${SEED}`);
});

// Anything worse than linear would not end within the hour: a million accents alone would take five minutes.
test("megabyte texts of every kind are done with at once", async (t) => {
  const pieces = [
    "a",
    " ",
    "1 ",
    "0",
    "-",
    "()",
    "a@a.",
    "a-",
    "a\u0300\u0316",
    "\ud800",
    "😀",
    "٠",
    "ext 5 ",
    "new ",
    "ﷺ",
  ];
  for (const piece of pieces) {
    const text = piece.repeat(MEGABYTE / piece.length);
    checkSynchronous(text, text);
    await checkCustomerData({ em: `jane@${text}`, ph: `+44${text}`, fn: [text], country: text, db: text });
  }
  t.diagnostic(`megabyte texts given to every util: ${pieces.length} kinds`);
});
