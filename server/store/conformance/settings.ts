import assert from "node:assert/strict";
import type { TestIt } from "./test-it.ts";

/** Settings are kept. */
export function testSettings(testIt: TestIt): void {
  testIt("settings are kept, and a first one wins", async (store) => {
    assert.equal(await store.readSetting("a"), null);
    assert.equal(await store.addSetting("a", "first"), "first");
    assert.equal(await store.addSetting("a", "second"), "first");
    await store.writeSetting("a", "third");
    assert.equal(await store.readSetting("a"), "third");
  });

  testIt("a setting is swapped only if nobody else changed it meanwhile", async (store) => {
    assert.equal(await store.swapSetting("a", null, "first"), true);
    assert.equal(await store.swapSetting("a", null, "second"), false);
    assert.equal(await store.swapSetting("a", "other", "second"), false);
    assert.equal(await store.swapSetting("a", "first", "second"), true);
    assert.equal(await store.readSetting("a"), "second");
  });
}
