import assert from "node:assert/strict";
import { test } from "node:test";
import { createMetrics } from "./metrics.ts";

test("metrics are rendered in Prometheus' text format", async () => {
  const metrics = createMetrics();
  const count = metrics.counter("events_total", "Events.");
  metrics.gauge("waiting", "Waiting.", async () => 3);
  const observe = metrics.histogram("seconds", "Time.", [0.1, 1]);
  count({ outcome: "sent" });
  count({ outcome: "sent" }, 2);
  count({ outcome: 'a "quote"' });
  observe(0.05);
  observe(0.5);
  observe(5);
  assert.equal(
    await metrics.render(),
    `# HELP events_total Events.
# TYPE events_total counter
events_total{outcome="sent"} 3
events_total{outcome="a \\"quote\\""} 1
# HELP waiting Waiting.
# TYPE waiting gauge
waiting 3
# HELP seconds Time.
# TYPE seconds histogram
seconds_bucket{le="0.1"} 1
seconds_bucket{le="1"} 2
seconds_bucket{le="+Inf"} 3
seconds_sum 5.55
seconds_count 3
`,
  );
});
