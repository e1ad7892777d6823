/** Tells Meta which software sent the events; fewer than 23 characters with at least two letters. */
const PARTNER_AGENT = "pixelflow";

/**
 * JSON of one request for Graph events that are JSON already. A test code routes all of it to Meta's Test Events view.
 * The access token stands in the body, so that no address or proxy's log holds it; without one this is what is kept.
 */
export function toRequestJson(events: string[], testEventCode?: string, accessToken?: string): string {
  const rest = JSON.stringify({
    ...(testEventCode && { test_event_code: testEventCode }),
    partner_agent: PARTNER_AGENT,
    ...(accessToken && { access_token: accessToken }),
  });
  return `{"data":[${events.join(",")}],${rest.slice(1)}`;
}

/** Where the events of a pixel are posted. */
export function graphUrlOf(graph: { url: string; version: string }, pixelId: string): string {
  return `${graph.url}/${graph.version}/${encodeURIComponent(pixelId)}/events`;
}
