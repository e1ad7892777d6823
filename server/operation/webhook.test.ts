import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import type { Clock } from "../clock.ts";
import { createPost } from "../relay/post.ts";
import { createManualClock } from "../test-support/manual-clock.ts";
import { createAlerts } from "./alerts.ts";
import { createWebhook } from "./webhook.ts";

type Told = { state: string; key: string; message: string };

/** Alerts with a webhook that answers with the given status, and what it has heard. */
async function start(t: TestContext, { status }: { status: () => number }) {
  const told: Told[] = [];
  const waits: number[] = [];
  let onEvent = () => {};
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      told.push(JSON.parse(text));
      response.writeHead(status()).end();
      onEvent();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const manual = createManualClock(0);
  const clock: Clock = {
    now: manual.now,
    in: (ms, callback) => {
      waits.push(ms);
      const undo = manual.in(ms, callback);
      onEvent();
      return undo;
    },
  };
  const post = createPost();
  const lines: string[] = [];
  const log = (_level: unknown, message: string) => {
    lines.push(message);
    onEvent();
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const webhook = createWebhook({ url, post, clock, log });
  t.after(() => {
    webhook.close();
    post.close();
    server.close();
  });
  const until = async (condition: () => boolean) => {
    while (!condition())
      await new Promise<void>((resolve) => {
        onEvent = resolve;
      });
  };
  return { alerts: createAlerts({ log, webhook, now: () => 0 }), told, waits, lines, manual, until };
}

test("a webhook hears of the beginning and the end", async (t) => {
  const { alerts, told, waits, until } = await start(t, { status: () => 200 });
  alerts.raise("a", "First.");
  alerts.clear("a");
  await until(() => told.length === 2);
  assert.deepEqual(
    told.map(({ state, key, message }) => [state, key, message]),
    [
      ["raised", "a", "First."],
      ["cleared", "a", "First."],
    ],
  );
  assert.deepEqual(waits, []);
});

test("a webhook that is away is given time to come back, and hears in order", async (t) => {
  let status = 503;
  const { alerts, told, waits, manual, until } = await start(t, { status: () => status });
  alerts.raise("a", "First.");
  alerts.clear("a");
  await until(() => waits.length === 1);
  status = 200;
  manual.advance(waits[0] ?? 0);
  await until(() => told.length === 3);
  assert.deepEqual(
    told.map(({ state }) => state),
    ["raised", "raised", "cleared"],
  );
});

test("a webhook that stays away is given up after a while, and the log says so without its address", async (t) => {
  const { alerts, told, waits, lines, manual, until } = await start(t, { status: () => 500 });
  alerts.raise("a", "First.");
  for (let tries = 1; tries <= 3; tries += 1) {
    await until(() => waits.length === tries);
    manual.advance(waits[tries - 1] ?? 0);
  }
  await until(() => lines.includes("webhook did not take an alert"));
  assert.equal(told.length, 4);
  assert.deepEqual(waits, [2000, 10_000, 60_000]);
});
