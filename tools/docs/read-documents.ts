import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository's folder. */
export const ROOT = join(import.meta.dirname, "../..");

/** One fenced block of a Markdown file. */
export interface Block {
  /** `docs/install.md:17`, for messages. */
  place: string;
  language: string;
  code: string;
  /** The comments directly above it: `<!-- sends: Purchase -->` is `{ sends: "Purchase" }`. */
  notes: Readonly<Record<string, string>>;
}

/** One Markdown file. */
export interface Document {
  /** From the repository's folder. */
  path: string;
  text: string;
  blocks: readonly Block[];
  /** Its text without fenced blocks, line by line; the blocks' lines are empty. */
  prose: readonly string[];
}

/** The README and everything in docs/. */
export const readGuides = (): Document[] => readDocuments(["README.md", "docs/*.md"]);

/** All Markdown files of the project. */
export const readAllDocuments = (): Document[] => readDocuments(["*.md", "{docs,server,integrations}/**/*.md"]);

function readDocuments(patterns: string[]): Document[] {
  const paths = globSync(patterns, { cwd: ROOT, exclude: ["**/node_modules/**"] }).sort();
  return paths.map((path) => parseDocument(path, readFileSync(join(ROOT, path), "utf8")));
}

/** Reads a file's blocks; a fence may be indented, as in a list. Throws an Error for one that does not end. */
export function parseDocument(path: string, text: string): Document {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let notes: Record<string, string> = {};
  let open: { block: Block; indent: string; lines: string[] } | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    if (open) {
      prose.push("");
      if (line.trim() !== "```") {
        open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
        continue;
      }
      blocks.push({ ...open.block, code: open.lines.join("\n") });
      open = undefined;
      continue;
    }
    const [, indent, language] = /^(\s*)```(\w*)$/.exec(line) ?? [];
    prose.push(language === undefined ? line : "");
    if (indent !== undefined && language !== undefined) {
      open = { block: { place: `${path}:${index + 1}`, language, code: "", notes }, indent, lines: [] };
      notes = {};
      continue;
    }
    const [, name, value] = /^\s*<!-- (\w+): (.+) -->$/.exec(line) ?? [];
    if (name && value) notes = { ...notes, [name]: value };
    else if (line.trim()) notes = {};
  }
  if (open) throw new Error(`${open.block.place}: the block does not end.`);
  return { path, text, blocks, prose };
}

/** The rows of the Markdown tables in a text, by cell, without heads and rules; `\|` is a bar within a cell. */
export function readRows(text: string): string[][] {
  const rows = text.split("\n").map((line) => line.trim().replaceAll("\\|", "\0"));
  return rows
    .filter((line, index) => line.startsWith("|") && !isRule(line) && !isRule(rows[index + 1] ?? ""))
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.replaceAll("\0", "|").trim()));
}

const isRule = (line: string) => /^\|[\s:|-]+\|$/.test(line);

/** What a document says between the heading of this text and the next one of its level. Throws an Error without it. */
export function readSection({ path, text }: Document, heading: string): string {
  const parts = text.split(/^(?=#{1,4} )/m);
  const start = parts.findIndex((part) => part.replace(/^#+ /, "").startsWith(`${heading}\n`));
  const level = /^#+/.exec(parts[start] ?? "")?.[0].length;
  if (!level) throw new Error(`${path} has no heading “${heading}”.`);
  const end = parts.findIndex((part, index) => index > start && (/^#+/.exec(part)?.[0].length ?? 9) <= level);
  return parts.slice(start, end < 0 ? undefined : end).join("");
}

/** The texts between single backticks. */
export const readCode = (text: string): string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code as string);
