import type { Chart, EventDetail, LogFilter, Overview, ResendRound, RowPage, SearchPage } from "./event-types.ts";

import type { ConnectionTest, SiteSettings } from "./site-types.ts";

/** How a request to the ingest ended; every view has something to say for each. */
export type Outcome<Value> =
  | { kind: "ok"; value: Value }
  | { kind: "signed-out" }
  | { kind: "wrong-password" }
  | { kind: "throttled"; retryAfterSeconds: number }
  | { kind: "unreachable" }
  | { kind: "failed"; status: number; message: string };

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
  const text = await response.text();
  if (!response.ok) return { kind: "failed", status: response.status, message: readMessage(text) };
  return { kind: "ok", value: (text ? JSON.parse(text) : undefined) as Value };
}

/** What the ingest says about a refusal, which is written for people. */
function readMessage(text: string): string {
  try {
    return String(JSON.parse(text).message);
  } catch {
    // A gateway's page.
    return "The ingest refused it.";
  }
}

const send = <Value>(method: "POST" | "PUT" | "DELETE", path: string, body: unknown = {}) =>
  request<Value>(path, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const siteAt = (id: string, rest = "") => `/api/sites/${encodeURIComponent(id)}${rest}`;

function toQuery(filter: LogFilter): URLSearchParams {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
}

function toResendQuery({ sort: _sort, order: _order, ...filter }: LogFilter, before: string | null): URLSearchParams {
  const query = toQuery(filter);
  if (before) query.set("before", before);
  return query;
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
    const { site = "", name = "", pixel = "", status } = filter;
    const query = toQuery({ q: "", status, name, site, pixel });
    for (const [key, value] of Object.entries(span)) query.set(key, String(value));
    return request(`/api/chart?${query}`);
  },

  readSites: (): Promise<Outcome<{ sites: SiteSettings[] }>> => request("/api/sites"),
  readSite: (id: string): Promise<Outcome<SiteSettings>> => request(siteAt(id)),
  addSite: (name: string): Promise<Outcome<SiteSettings>> => send("POST", "/api/sites", { name }),
  saveSite: (id: string, body: unknown): Promise<Outcome<SiteSettings>> => send("PUT", siteAt(id), body),
  removeSite: (id: string): Promise<Outcome<undefined>> => send("DELETE", siteAt(id)),
  rotateKey: (id: string, graceHours: number): Promise<Outcome<SiteSettings>> =>
    send("POST", siteAt(id, "/key"), { graceHours }),
  testConnection: (id: string, pixelId: string): Promise<Outcome<ConnectionTest>> =>
    send("POST", siteAt(id, "/test"), { pixelId }),
  eraseVisitor: (id: string, identifiers: string[]): Promise<Outcome<{ erased: number }>> =>
    send("POST", siteAt(id, "/erase"), { identifiers }),

  resend: (id: string): Promise<Outcome<unknown>> =>
    request(`/api/events/${encodeURIComponent(id)}/resend`, { method: "POST" }),

  /** One round over the failed events that the filter lets through: counts them, or sends them again. */
  countFailed: (filter: LogFilter, before: string | null): Promise<Outcome<ResendRound>> =>
    request(`/api/resend?${toResendQuery(filter, before)}`),
  resendFailed: (filter: LogFilter, before: string | null): Promise<Outcome<ResendRound>> =>
    request(`/api/resend?${toResendQuery(filter, before)}`, { method: "POST" }),

  readEvent: (id: string): Promise<Outcome<EventDetail>> => request(`/api/events/${encodeURIComponent(id)}`),
};
