import { type TestContext, test } from "node:test";
import type { Store } from "../store.ts";
import { testAppending } from "./appending.ts";
import { testCounts } from "./counts.ts";
import { testErasure } from "./erasure.ts";
import { testLeases } from "./leases.ts";
import { testLogPages } from "./log-pages.ts";
import { testOutcomes } from "./outcomes.ts";
import { testSettings } from "./settings.ts";
import type { TestIt } from "./test-it.ts";
import { testWithdrawal } from "./withdrawal.ts";

/** What every store keeps to. `open` gives an empty one that is closed after the test. */
export function testStore(kind: string, open: (t: TestContext) => Promise<Store>): void {
  const testIt: TestIt = (name, run) => test(`${kind} store: ${name}`, async (t) => run(await open(t)));
  testAppending(testIt);
  testLeases(testIt);
  testOutcomes(testIt);
  testLogPages(testIt);
  testCounts(testIt);
  testWithdrawal(testIt);
  testErasure(testIt);
  testSettings(testIt);
}
