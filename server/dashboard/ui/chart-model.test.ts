import assert from "node:assert/strict";
import { test } from "node:test";
import { barsOfChart, scaleTop, totalsOfChart, typesOfChart } from "./chart-model.ts";
import type { Chart } from "./event-types.ts";

const CHART: Chart = {
  from: 1000,
  step: 10,
  bars: 2,
  series: [
    { eventName: "Lead", status: "failed", counts: [1, 0] },
    { eventName: "Lead", status: "sent", counts: [2, 3] },
    { eventName: null, status: "sent", counts: [50, 0] },
    { eventName: "Purchase", status: "sent", counts: [0, 7] },
  ],
};

test("bars stack what went well below what did not", () => {
  assert.deepEqual(barsOfChart(CHART), [
    {
      from: 1000,
      to: 1010,
      total: 53,
      parts: [
        { status: "sent", count: 52 },
        { status: "failed", count: 1 },
      ],
    },
    { from: 1010, to: 1020, total: 10, parts: [{ status: "sent", count: 10 }] },
  ]);
});

test("types are listed by how often they came, what is not listed last", () => {
  assert.deepEqual(
    typesOfChart(CHART).map(({ eventName, total }) => [eventName, total]),
    [
      ["Purchase", 7],
      ["Lead", 6],
      [null, 50],
    ],
  );
  assert.deepEqual(totalsOfChart(CHART), [
    { status: "sent", count: 62 },
    { status: "failed", count: 1 },
  ]);
});

test("the scale ends at a round number", () => {
  assert.deepEqual([0, 1, 3, 7, 11, 200, 201].map(scaleTop), [1, 1, 5, 10, 20, 200, 500]);
});
