/** Labels of one series, such as `{ outcome: "sent" }`. */
type Labels = Record<string, string>;

interface Metric {
  lines(): Promise<string[]> | string[];
}

/** Numbers for Prometheus. */
export interface Metrics {
  /** A number that only grows; returns the function that adds to it, always with the same labels in the same order. */
  counter(name: string, help: string): (labels: Labels, count?: number) => void;
  /** A number that is read when someone asks. */
  gauge(name: string, help: string, read: () => Promise<number> | number): void;
  /** Counts values up to each bound; returns the function that takes one. */
  histogram(name: string, help: string, bounds: number[]): (value: number) => void;
  /** Everything in Prometheus' text format. */
  render(): Promise<string>;
}

/** An empty registry. */
export function createMetrics(): Metrics {
  const metrics: Metric[] = [];
  const add = (name: string, help: string, type: string, lines: () => Promise<string[]> | string[]) =>
    metrics.push({ lines: async () => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...(await lines())] });

  return {
    counter: (name, help) => {
      const series = new Map<string, { labels: Labels; count: number }>();
      add(name, help, "counter", () =>
        [...series.values()].map(({ labels, count }) => `${name}${formatLabels(labels)} ${count}`),
      );
      return (labels, count = 1) => {
        // Counting happens far more often than rendering, so it is all that has to be quick.
        const key = Object.values(labels).join("\0");
        series.set(key, { labels, count: (series.get(key)?.count ?? 0) + count });
      };
    },
    gauge: (name, help, read) => {
      add(name, help, "gauge", async () => [`${name} ${await read()}`]);
    },
    histogram: (name, help, bounds) => {
      const counts = bounds.map(() => 0);
      let total = 0;
      let sum = 0;
      add(name, help, "histogram", () => [
        ...bounds.map((bound, index) => `${name}_bucket{le="${bound}"} ${counts[index]}`),
        `${name}_bucket{le="+Inf"} ${total}`,
        `${name}_sum ${sum}`,
        `${name}_count ${total}`,
      ]);
      return (value) => {
        total += 1;
        sum += value;
        for (const [index, bound] of bounds.entries()) if (value <= bound) counts[index] = (counts[index] ?? 0) + 1;
      };
    },
    render: async () => `${(await Promise.all(metrics.map((metric) => metric.lines()))).flat().join("\n")}\n`,
  };
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${value.replace(/[\\"\n]/g, "\\$&")}"`);
  return pairs.length > 0 ? `{${pairs.join(",")}}` : "";
}
