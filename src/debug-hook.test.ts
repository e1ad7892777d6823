import assert from "node:assert/strict";
import { test } from "node:test";
import { createDebugHook } from "./debug-hook.ts";

test("the panel gets the notes of before it came, and takes over those that follow", () => {
  const { takeNote, settleNotes } = createDebugHook();
  takeNote("said", "early");
  const notes = settleNotes(true);
  takeNote("said", "late");
  assert.deepEqual(notes, [
    ["said", "early"],
    ["said", "late"],
  ]);
  const heard: unknown[] = [];
  if (notes) notes.push = (...more) => heard.push(...more);
  takeNote("called", "1", "Lead");
  assert.deepEqual(heard, [["called", "1", "Lead"]]);
});

test("where nobody debugs nothing is kept", () => {
  const { takeNote, settleNotes } = createDebugHook();
  takeNote("said", "early");
  assert.equal(settleNotes(false), undefined);
  takeNote("said", "late");
  assert.equal(settleNotes(true), undefined);
});
