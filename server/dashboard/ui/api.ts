import type { Chart, EventDetail, LogFilter, Overview, RowPage, SearchPage } from "./event-types.ts";

/** How a request to the ingest ended; every view has something to say for each. */
export type Outcome<Value> =
  | { kind: "ok"; value: Value }
  | { kind: "signed-out" }
  | { kind: "wrong-password" }
  | { kind: "throttled"; retryAfterSeconds: number }
  | { kind: "unreachable" }
  | { kind: "failed"; status: number };

/** Every failure of a request. */
export type Failure = Exclude<Outcome<never>, { kind: "ok" }>;

/** Rows of one page of the log. */
const PAGE_SIZE = 50;

async function request<Value>(path: string, init?: RequestInit): Promise<Outcome<Value>> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    return { kind: "unreachable" };
  }
  if (response.status === 401) return { kind: "signed-out" };
  if (response.status === 429) {
    return { kind: "throttled", retryAfterSeconds: Number(response.headers.get("retry-after")) || 60 };
  }
  // A gateway that has lost its ingest answers in its place.
  if ([502, 503, 504].includes(response.status)) return { kind: "unreachable" };
  if (!response.ok) return { kind: "failed", status: response.status };
  const text = await response.text();
  return { kind: "ok", value: (text ? JSON.parse(text) : undefined) as Value };
}

function toQuery(filter: LogFilter): URLSearchParams {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
}

/** Where everything that the filter lets through can be downloaded. */
export function downloadAddress(filter: LogFilter, format: "csv" | "json"): string {
  const query = toQuery(filter);
  query.set("format", format);
  return `/api/export?${query}`;
}

/** The ingest's JSON API, same origin. None of these rejects. */
export const api = {
  async readSession(): Promise<Outcome<undefined>> {
    const outcome = await request<{ signedIn: boolean }>("/events/session");
    if (outcome.kind !== "ok") return outcome;
    return outcome.value.signedIn ? { kind: "ok", value: undefined } : { kind: "signed-out" };
  },

  async signIn(password: string): Promise<Outcome<undefined>> {
    const outcome = await request<undefined>("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ password }),
    });
    return outcome.kind === "signed-out" ? { kind: "wrong-password" } : outcome;
  },

  signOut: () => request<undefined>("/api/session", { method: "DELETE" }),

  /** One page of the log, newest first; `before` is the `next` of the page above it. */
  readEvents(filter: LogFilter, before?: string): Promise<Outcome<RowPage & Partial<SearchPage>>> {
    const query = toQuery(filter);
    query.set("limit", String(PAGE_SIZE));
    if (before) query.set("before", before);
    return request(`/api/events?${query}`);
  },

  /** How the last 24 hours went, for one site or ("") for all. */
  readOverview: (site: string): Promise<Outcome<Overview>> =>
    request(`/api/overview?${new URLSearchParams(site ? { site } : {})}`),

  /** Counts over time of what the filter lets through; its text does not narrow them. */
  readChart(filter: LogFilter, span: { from: number; to: number; step: number }): Promise<Outcome<Chart>> {
    const { site = "", name = "", status } = filter;
    const query = toQuery({ q: "", status, name, site });
    for (const [key, value] of Object.entries(span)) query.set(key, String(value));
    return request(`/api/chart?${query}`);
  },

  resend: (id: string): Promise<Outcome<unknown>> =>
    request(`/api/events/${encodeURIComponent(id)}/resend`, { method: "POST" }),

  readEvent: (id: string): Promise<Outcome<EventDetail>> => request(`/api/events/${encodeURIComponent(id)}`),
};
