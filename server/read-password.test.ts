import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readPassword } from "./read-password.ts";
import { createTestFolder } from "./test-support/start-test-ingest.ts";

/** What comes of text that is typed or piped in, and what is written meanwhile. */
async function read(text: string, { isTTY }: { isTTY: boolean }) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => {} });
  const output = new PassThrough();
  input.end(text);
  const [result] = await Promise.allSettled([readPassword({ input, output })]);
  output.end();
  let shown = "";
  for await (const chunk of output) shown += chunk;
  return result.status === "fulfilled"
    ? { shown, password: result.value, problem: "" }
    : { shown, password: null, problem: (result.reason as Error).message };
}

test("on a terminal the password is asked for twice and not shown", async () => {
  assert.deepEqual(await read("open sesame\ropen sesame\r", { isTTY: true }), {
    shown: "New dashboard password: \nThe same once more: \n",
    password: "open sesame",
    problem: "",
  });
});

test("a slip of the finger changes nothing", async () => {
  const { problem, shown } = await read("open sesame\ropen sesami\r", { isTTY: true });
  assert.match(problem, /two passwords differ; nothing was changed/);
  assert.doesNotMatch(shown, /sesam/);
});

test("from a pipe one line is enough, with or without its end", async () => {
  for (const text of ["open sesame\n", "open sesame", "open sesame\r\nmore\n"])
    assert.deepEqual(await read(text, { isTTY: false }), { shown: "", password: "open sesame", problem: "" });
});

test("no password, or a short one, is refused", async () => {
  for (const isTTY of [true, false]) {
    assert.match((await read("", { isTTY })).problem, /No password was given; nothing was changed/);
    assert.match((await read("short\n", { isTTY })).problem, /at least 8 characters; nothing was changed/);
  }
});

test("the command ends with an error when nothing is piped in", async (t) => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("password.ts", import.meta.url))], {
    env: { ...process.env, DATA_DIR: await createTestFolder(t) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  assert.deepEqual([code, errors], [1, "No password was given; nothing was changed.\n"]);
});
