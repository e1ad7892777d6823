import assert from "node:assert/strict";
import { test } from "node:test";
import { measureNormalizeSteadily } from "./measure-normalize.ts";

/** Bytes brotli: 2, 1.7 and 4.5 KiB of 1,024. */
const BUDGETS = { phones: 2_048, countries: 1_741, together: 4_608 };

test("phones, countries, states and SHA-256 keep to their share of the bundle", async (t) => {
  const sizes = await measureNormalizeSteadily();
  for (const [part, limit] of Object.entries(BUDGETS)) {
    const size = sizes[part as keyof typeof sizes];
    assert.ok(size <= limit, `${part}: ${size} bytes brotli; the budget is ${limit}`);
    t.diagnostic(`${part}: ${size} bytes brotli of ${limit}`);
  }
});
