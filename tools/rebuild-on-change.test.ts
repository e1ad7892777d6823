import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { test } from "node:test";
import { setImmediate as settle } from "node:timers/promises";
import { createRebuilder } from "./rebuild-on-change.ts";

/** A build whose end the test decides, over inputs that the test changes. */
function createScene() {
  const scene = { inputs: "first", started: 0, running: 0, most: 0, finish: () => {} };
  const signals = new EventEmitter();
  const notice = createRebuilder({
    readInputs: async () => scene.inputs,
    rebuild: async () => {
      scene.started += 1;
      scene.running += 1;
      scene.most = Math.max(scene.most, scene.running);
      const finished = new Promise<void>((resolve) => {
        scene.finish = resolve;
      });
      signals.emit("start");
      await finished;
      scene.running -= 1;
    },
  });
  return { scene, notice, start: () => once(signals, "start") };
}

test("one edit is one build, however many notices it gives", async () => {
  const { scene, notice, start } = createScene();
  const started = start();
  scene.inputs = "edited";
  notice();
  notice();
  await started;
  notice();
  scene.finish();
  await settle();
  assert.deepEqual([scene.started, scene.most], [1, 1]);
});

test("an edit during a build is built afterwards, once", async () => {
  const { scene, notice, start } = createScene();
  const first = start();
  scene.inputs = "edited";
  notice();
  await first;
  for (const text of ["again", "and again"]) {
    scene.inputs = text;
    notice();
  }
  const second = start();
  scene.finish();
  await second;
  scene.finish();
  await settle();
  assert.deepEqual([scene.started, scene.most], [2, 1]);
});

test("a notice without a change, such as the build's own writing gives, builds nothing", async () => {
  const { scene, notice } = createScene();
  notice();
  await settle();
  assert.equal(scene.started, 0);
});
