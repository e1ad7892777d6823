import { createPageUtils } from "../src/page-utils.ts";
import { prepareCustomerData } from "../src/prepare/customer-data.ts";
import { sha256 } from "../src/prepare/sha256.ts";
import { measureNormalize } from "../tools/measure-normalize.ts";

const BATCHES = 40;
const BATCH_MS = 10;

const CUSTOMER = {
  em: " Jane.Doe@Example.com ",
  ph: "020 7946 0018",
  fn: "Jane",
  ln: "O'Neil",
  ct: "New York",
  st: "California",
  zp: "SW1A 1AA",
  country: "United Kingdom",
};
const NORMALIZED = ["jane.doe@example.com", "442079460018", "jane", "oneil", "newyork", "ca", "sw1a1aa", "gb"];

/** Median microseconds of a call, over batches that are long enough for the clock. */
async function measure(call: () => unknown): Promise<number> {
  const perCall: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const start = performance.now();
    let calls = 0;
    while (performance.now() - start < BATCH_MS) {
      await call();
      calls++;
    }
    perCall.push(((performance.now() - start) / calls) * 1_000);
  }
  return perCall.sort((a, b) => a - b)[BATCHES / 2] ?? Number.NaN;
}

const show = (label: string, microseconds: number, note = "") =>
  console.log(`${label.padEnd(58)} ${microseconds.toFixed(1).padStart(10)} µs  ${note}`);

const utils = createPageUtils();
const { em, ...rest } = CUSTOMER;
const start = performance.now();
prepareCustomerData(CUSTOMER);
show("first call: tables built, nothing compiled yet", (performance.now() - start) * 1_000);

const floor = await measure(() => {
  for (const text of NORMALIZED) sha256(text);
});
const ratio = (microseconds: number) => `${(microseconds / floor).toFixed(2)} × the floor`;
show("floor: eight bare hashes", floor);
const whole = await measure(() => utils.normalizeCustomerData(CUSTOMER));
show("normalizeCustomerData, eight fields", whole, ratio(whole));
const synchronous = await measure(() => prepareCustomerData(CUSTOMER));
show("the same inside trackEvent, synchronous", synchronous, ratio(synchronous));
const hashed = await utils.normalizeCustomerData(CUSTOMER);
const again = await measure(() => prepareCustomerData({ ...hashed }));
show("eight fields that are hashed already", again, ratio(again));

console.log("\nBy the length of one name (microseconds for each kilobyte should stay level):");
for (const length of [10, 100, 1_000, 10_000, 100_000, 1_000_000]) {
  const name = "Ábc d'E".repeat(Math.ceil(length / 7)).slice(0, length);
  const bare = await measure(() => sha256(name));
  const value = await measure(() => prepareCustomerData({ ...rest, fn: name, em }));
  const perKilobyte = ((value / length) * 1_000).toFixed(1);
  show(`${length} characters`, value, `${perKilobyte} µs/KB; bare hash of it ${bare.toFixed(1)} µs`);
}

const { phones, countries, together } = await measureNormalize("tag");
console.log(
  `\nBrotli bytes in the bundle: phones ${phones}, countries ${countries}, with states and SHA-256 ${together}`,
);
