import assert from "node:assert/strict";
import type { EventData } from "../../src/wire/event.ts";
import type { RecordingIngest } from "./recording-ingest.ts";
import type { Tab } from "./scene.ts";

/** Page code that makes `count` calls from number `from` on, each with a customer of its own; gives their promises. */
export function callNumbered(
  count: number,
  { from = 1, name = "Lead" }: { from?: number; name?: string } = {},
): string {
  return `Array.from({ length: ${count} }, (_, index) => {
    const n = index + ${from};
    return pixelFlow.trackEvent("${name}", { n }, {
      em: "visitor" + n + "@clear.example", ph: "+1 555 010 " + String(1000 + n), fn: "Clara", ln: "Text",
      ct: "Sometown", zp: "12345", country: "US", external_id: "clear-" + n });
  })`;
}

/** What came of numbered calls. */
interface Account {
  lost: number[];
  /** Arrived more than once under one id. */
  repeated: number[];
  /** Arrived under more than one id: these would be counted twice. */
  renamed: number[];
}

const numberOf = ({ additionalData }: EventData) => additionalData.n as number | undefined;

/** Compares what arrived with the calls numbered 1 to `count`. */
export function accountFor(ingest: RecordingIngest, count: number): Account {
  const ids = new Map<number, string[]>();
  for (const event of ingest.events()) {
    const n = numberOf(event);
    if (n !== undefined) ids.set(n, [...(ids.get(n) ?? []), event.event_id]);
  }
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return {
    lost: numbers.filter((n) => !ids.has(n)),
    repeated: numbers.filter((n) => (ids.get(n)?.length ?? 0) > 1),
    renamed: numbers.filter((n) => new Set(ids.get(n)).size > 1),
  };
}

/** Waits until every numbered call has arrived; fails at once on one that arrived under two ids. */
export async function untilDelivered(
  ingest: RecordingIngest,
  count: number,
  { repeats }: { repeats: "none" | "allowed" },
): Promise<void> {
  await ingest.until(
    () => accountFor(ingest, count).lost.length === 0,
    () => `calls 1 to ${count} to arrive, each once: ${JSON.stringify(accountFor(ingest, count))}`,
  );
  const { repeated, renamed } = accountFor(ingest, count);
  assert.deepEqual(renamed, [], "counted twice");
  if (repeats === "none") assert.deepEqual(repeated, [], "sent again though the answer was there");
}

/** Every storage of the page, as text. */
export const KEPT = `(async () => JSON.stringify([
  { ...localStorage }, { ...sessionStorage }, document.cookie,
  await Promise.all((await (window.indexedDB?.databases?.() ?? [])).map(({ name }) => name)),
  await (window.caches?.keys?.() ?? []),
]))()`;

/** Fails when any clear value of `callNumbered`'s customers is in a text. */
export function assertHashedOnly(text: string): void {
  for (const clear of ["clear.example", "clear-", "555 010", "1555010", "Clara", "clara", "Sometown", "sometown"]) {
    assert.ok(!text.includes(clear), `"${clear}" in ${text.slice(0, 2000)}`);
  }
}

/** Waits until the tab's storage holds no event any more: what has its receipt has left. */
export async function untilOutboxIsEmpty(tab: Tab): Promise<void> {
  await tab.evaluate(`new Promise((resolve) => {
    const look = () => Object.keys(localStorage).some((key) => key.startsWith("_pf_outbox")) ? setTimeout(look, 5) : resolve();
    look();
  })`);
}
