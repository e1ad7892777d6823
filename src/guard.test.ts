import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createGuard } from "./guard.ts";

function createScene() {
  const errors: string[] = [];
  const guard = createGuard({ warn: () => {}, error: (message) => errors.push(message) });
  return { guard, errors };
}

test("what works comes through with its arguments and its result", async () => {
  const { guard, errors } = createScene();
  assert.equal(guard((a: number, b: number) => a + b, 0)(40, 2), 42);
  assert.equal(await guard(async (text: string) => text, Promise.resolve(""))("sent"), "sent");
  assert.deepEqual(errors, []);
});

test("a failure, now or later, gives the stand-in and one line with its kind", async () => {
  const { guard, errors } = createScene();
  const fail = () => {
    throw new TypeError("jane@example.com is not a function");
  };
  assert.equal(guard(fail as () => string, "instead")(), "instead");
  assert.equal(await guard(async () => fail() as boolean, Promise.resolve(false))(), false);
  assert.deepEqual(errors, Array(2).fill("an unexpected TypeError was kept from the page."));
});

test("nothing that a page throws gets through, not even what throws when it is looked at", async () => {
  const { guard, errors } = createScene();
  const throwing = new Proxy(
    {},
    {
      get() {
        throw new Error("no");
      },
    },
  );
  for (const thrown of [undefined, null, "jane@example.com", { name: Symbol() }, { name: "Jane Doe" }, throwing]) {
    const fail = () => {
      throw thrown;
    };
    assert.equal(guard(fail as () => boolean, false)(), false);
    assert.equal(await guard(async () => fail() as boolean, Promise.resolve(false))(), false);
  }
  assert.doesNotMatch(errors.join(), /jane/i);
});

test("a page that has broken its own console is not broken by us", () => {
  const guard = createGuard({
    warn() {},
    error() {
      throw new Error("console is gone");
    },
  });
  assert.equal(
    guard((): boolean => {
      throw new Error("no");
    }, false)(),
    false,
  );
});

test("no message of an error is ever repeated", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 5 }), fc.string({ minLength: 5 }), (message, name) => {
      const { guard, errors } = createScene();
      guard(() => {
        throw Object.assign(new Error(message), { name: `${name}@` });
      }, undefined)();
      assert.deepEqual(errors, ["an unexpected failure was kept from the page."]);
    }),
  );
});
