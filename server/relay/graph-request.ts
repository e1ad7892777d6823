import type { GraphEvent, GraphRequest } from "./graph-types.ts";

/** Tells Meta which software sent the events; fewer than 23 characters with at least two letters. */
const PARTNER_AGENT = "pixelflow";

/** One request's body without its access token. A test code routes all of it to Meta's Test Events view. */
export function createGraphRequest(events: GraphEvent[], testEventCode?: string): GraphRequest {
  return { data: events, ...(testEventCode && { test_event_code: testEventCode }), partner_agent: PARTNER_AGENT };
}

/** Where the events of a pixel are posted. */
export function graphUrlOf(graph: { url: string; version: string }, pixelId: string): string {
  return `${graph.url}/${graph.version}/${encodeURIComponent(pixelId)}/events`;
}
