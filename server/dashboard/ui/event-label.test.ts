import assert from "node:assert/strict";
import { test } from "node:test";
import { eventLabel } from "./event-label.ts";

test("Meta's names are spaced, custom names are shown as they are", () => {
  assert.deepEqual(eventLabel("PageView"), { text: "Page View", family: "view" });
  assert.deepEqual(eventLabel("CompleteRegistration"), { text: "Complete Registration", family: "lead" });
  assert.deepEqual(eventLabel("MyOwnEvent"), { text: "MyOwnEvent", family: "other" });
  assert.deepEqual(eventLabel("constructor"), { text: "constructor", family: "other" });
});
