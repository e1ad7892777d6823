// @ts-check
import { ingestEndpoint } from "./page-tag.js";

/** First pause between two looks at the ingest; it doubles up to a second. */
const FIRST_PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 1000;
/** The relay may wait for company before it posts; after this long we stop looking and say so. */
const PATIENCE_MS = 20_000;
/** An event that nobody has a receipt for may never come, and each look in vain is an error in the console. */
const UNSURE_PAUSES_MS = [1000, 2000];

/**
 * An event as the ingest tells it, to the demo and to its Events page.
 *
 * @typedef {object} StoredEvent
 * @property {string} id
 * @property {string} eventId
 * @property {"pending" | "sent" | "dry_run" | "failed" | "blocked"} status
 * @property {number} receivedAt
 * @property {number | null} processedAt
 * @property {string | null} error
 * @property {Record<string, unknown> | null} request What goes or went to Meta.
 * @property {string | null} url The Graph address it goes to.
 * @property {{ status: number, body: unknown, at: number } | null} answer
 */

/**
 * Address of one event on the Events page.
 *
 * @param {string} eventId
 */
export function eventsPageUrl(eventId) {
  return new URL(`/events?q=${encodeURIComponent(eventId)}`, ingestEndpoint()).href;
}

/**
 * Looks for an event that may not be there: a few times, then no more.
 *
 * @param {string} eventId
 * @returns {Promise<"found" | "missing" | "unreachable">}
 */
export async function findEvent(eventId) {
  for (const pause of [...UNSURE_PAUSES_MS, 0]) {
    const response = await fetch(eventAddress(eventId)).catch(() => null);
    if (!response) return "unreachable";
    if (response.ok) return "found";
    if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return "missing";
}

/** @param {string} eventId */
function eventAddress(eventId) {
  return new URL(`/demo/events/${encodeURIComponent(eventId)}`, ingestEndpoint());
}

/**
 * Follows one event at the ingest until Meta's answer (or the dry run) is there.
 *
 * @param {string} eventId
 * @param {(event: StoredEvent) => void} onEvent Called at each change.
 * @returns {Promise<"done" | "gave up" | "unreachable">}
 */
export async function followEvent(eventId, onEvent) {
  const address = eventAddress(eventId);
  const started = Date.now();
  for (let pause = FIRST_PAUSE_MS, last = ""; Date.now() - started < PATIENCE_MS; ) {
    let response;
    try {
      response = await fetch(address);
    } catch {
      return "unreachable";
    }
    if (response.ok) {
      const text = await response.text();
      const event = JSON.parse(text);
      if (text !== last) onEvent(event);
      if (event.status !== "pending") return "done";
      last = text;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
  return "gave up";
}
