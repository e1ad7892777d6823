import assert from "node:assert/strict";
import { test } from "node:test";
import { readPath } from "./read-path.ts";

test("values are followed by their own properties, and calls are made on their owner with the arguments", () => {
  class Platform {
    state = { marketing: true };
    read(...args: unknown[]) {
      return { ...this.state, args };
    }
  }
  const host = { platform: new Platform() };
  assert.equal(readPath(host, "platform.state.marketing", []), true);
  assert.deepEqual(readPath(host, "platform.read().args", ["a", 1]), ["a", 1]);
  assert.equal(readPath(host, "platform.read", []), Platform.prototype.read);
});

test("what is inherited, missing or no function is nothing; a step behind it throws", () => {
  const form = Object.create({ hasResponse: true });
  assert.equal(readPath({ form }, "form.hasResponse", []), undefined);
  assert.equal(readPath({ form: 1 }, "form()", []), 1);
  assert.equal(readPath({}, "form", []), undefined);
  assert.equal(readPath({}, "form()", []), undefined);
  assert.throws(() => readPath({}, "form.hasResponse", []), TypeError);
});
