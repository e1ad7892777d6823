import type { BlockedBody, BlockedRow, Loss } from "../wire/bodies.ts";
import { toJson } from "../wire/to-json.ts";

/** Where a body goes, and with whose key. */
export interface Destination {
  siteId: string;
  apiKey: string;
}

/** What goes into one body. */
export interface BodyParts {
  /** Each event's own JSON, as it was stored. */
  eventsJson: readonly string[];
  /** Milliseconds since the epoch, of this attempt. */
  sentAt: number;
  losses: readonly Loss[];
}

/**
 * The body of `POST /event`, each event stamped with the time of this attempt.
 *
 * Joined as text, so that a long backlog is not parsed and written again for every attempt.
 */
export function composeBody({ siteId, apiKey }: Destination, { eventsJson, sentAt, losses }: BodyParts): string {
  const events = eventsJson.map((json) => `${json.slice(0, -1)},"sentAt":${sentAt}}`).join(",");
  const counts = losses.length ? `,"losses":${toJson(losses)}` : "";
  return `${toJson({ siteId, apiKey }).slice(0, -1)},"events":[${events}]${counts}}`;
}

/** The body of `POST /blocked-events`. */
export function composeBlockedBody({ siteId, apiKey }: Destination, blocked: readonly BlockedRow[]): string {
  return toJson({ siteId, apiKey, blocked } satisfies BlockedBody);
}
