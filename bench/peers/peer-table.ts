import type { Burst } from "./measure.ts";

/** One row: a product's name and version, what travels of it in bytes, and what was measured. */
export interface PeerRow {
  name: string;
  version: string;
  raw: number;
  gzip: number;
  brotli: number;
  /** Processor time of the main thread until the tag has started, median. */
  loadMs: number;
  /** Synchronous part of a call, median. */
  callUs: number;
  burst: Burst;
}

const HEAD = [
  "tag",
  "size",
  "gzip",
  "brotli",
  "load, main thread",
  "one call",
  "1,000 calls at once: arrived",
  "the last after",
  "requests",
];

const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;
/** Two digits are as many as a median of a few runs has. */
const round = (number: number) => String(Number(number.toPrecision(2)));
const count = (number: number) => number.toLocaleString("en");

/** The comparison as Markdown, first row first, with the day and the kind of machine below it. */
export function formatPeerTable(rows: readonly PeerRow[], { day, machine }: { day: string; machine: string }): string {
  const cells = rows.map(({ name, version, raw, gzip, brotli, loadMs, callUs, burst }) => [
    `\`${name}\` ${version}`,
    kib(raw),
    kib(gzip),
    kib(brotli),
    `${round(loadMs)} ms`,
    `${round(callUs)} µs`,
    count(burst.arrived),
    `${round(burst.ms / 1000)} s`,
    count(burst.requests),
  ]);
  const widths = HEAD.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  // Numbers stand to the right. Padded as the formatter pads, so that the README stays as it is checked.
  const pad = (row: readonly string[]) =>
    row.map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)));
  const rule = widths.map((width, column) => (column ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  const lines = [pad(HEAD), rule, ...cells.map(pad)];
  const table = lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
  return `${table}\n\nMeasured on ${day} (${machine}) by \`npm run bench -- peers\`: medians, calls\nwithout customer data, each tag with its own defaults.`;
}
