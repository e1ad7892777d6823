import type { Burst, Call } from "./measure.ts";

/** One row: a product's name and version, what travels of it in bytes, and what was measured. */
export interface PeerRow {
  name: string;
  version: string;
  raw: number;
  gzip: number;
  brotli: number;
  /** Processor time of the main thread until the tag has started, median. */
  loadMs: number;
  call: Call;
  burst: Burst;
  /** Of fewer calls at once, where the burst did not arrive whole. */
  smallBurst?: Burst;
  /** What a reader has to know to compare it fairly: what follows the tag's name, in sentences. */
  note?: string;
}

const HEAD = [
  "tag",
  "size",
  "gzip",
  "brotli",
  "load, main thread",
  "one call returns",
  "its task ends",
  "1,000 calls at once: arrived",
  "the last after",
  "requests",
];

const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;
/** Two digits are as many as a median of a few runs has. */
const round = (number: number) => String(Number(number.toPrecision(2)));
const count = (number: number) => number.toLocaleString("en");

/** A line of prose is no longer than those of the guides. */
const LINE_WIDTH = 120;

/**
 * The comparison as Markdown, first row first. Below it: how it was measured, on which day and kind of machine, and what
 * to know of each tag.
 */
export function formatPeerTable(rows: readonly PeerRow[], { day, machine }: { day: string; machine: string }): string {
  const cells = rows.map(({ name, version, raw, gzip, brotli, loadMs, call, burst }) => [
    `\`${name}\` ${version}`,
    kib(raw),
    kib(gzip),
    kib(brotli),
    `${round(loadMs)} ms`,
    `${round(call.returnsUs)} µs`,
    `${round(call.endsUs)} µs`,
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
  const measured = `Measured on ${day} (${machine}) by \`npm run bench -- peers\`; times are medians. The size is that of the one file which a page loads first; the makers' servers answer with empty settings, so none adds to it. The load is processor time of the main thread until the tag has started. A call carries no customer data; some tags leave its work to promises, whose reactions are over when its task ends, and some to later tasks, which are not counted. Each tag has its own defaults, except as said here:`;
  return [table, "", ...wrap(measured), "", ...rows.flatMap(writeNote)].join("\n");
}

function writeNote({ name, note, smallBurst }: PeerRow): string[] {
  const sentences = note === undefined ? [] : [note];
  if (smallBurst) {
    const { calls, arrived } = smallBurst;
    sentences.push(`Of ${count(calls)} calls at once, ${arrived === calls ? "all" : count(arrived)} arrived.`);
  }
  return sentences.length > 0 ? wrap(`- \`${name}\`: ${sentences.join(" ")}`, "  ") : [];
}

/** Lines that fit, each after the first behind `indent`. */
function wrap(text: string, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + 1 + word.length > LINE_WIDTH) {
      lines.push(line);
      line = indent + word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}
