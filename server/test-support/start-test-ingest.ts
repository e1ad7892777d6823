import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { readSettings } from "../settings.ts";
import { type Ingest, type IngestOptions, startIngest } from "../start-ingest.ts";

/** A running ingest and the ways a test talks to it. */
export interface TestIngest extends Ingest {
  /** Posts a body to `/event`; an object is sent as JSON. */
  post(body: unknown, headers?: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }>;
  /** Asks the API as the one who is logged in. */
  api(path: string): Promise<Record<string, unknown>>;
  /** The cookie header of a log-in. */
  logIn(): Promise<string>;
  /** Resolves to the rows of the log once all of them satisfy the condition. */
  rowsOnce(condition: (row: Record<string, unknown>) => boolean, count: number): Promise<Record<string, unknown>[]>;
}

const PASSWORD = "correct horse battery";

/** A site with an open key and no pixel, which is what most tests need. */
export const SHOP = { id: "shop", apiKey: "shop-key" };

/** A folder of its own that is gone after the test. */
export async function createTestFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pixelflow-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts an ingest on a free port with a store of its own; it is closed after the test. */
export async function startTestIngest(t: TestContext, options: Partial<IngestOptions> = {}): Promise<TestIngest> {
  const dataDir = await createTestFolder(t);
  const ingest = await startIngest({
    ...readSettings({ PORT: "0", DATA_DIR: dataDir, ADMIN_PASSWORD: PASSWORD }),
    sites: [SHOP],
    log: () => {},
    ...options,
  });
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= ingest.close());
  t.after(close);

  const logIn = async () => {
    const response = await fetch(`${ingest.url}/api/session`, {
      method: "POST",
      body: JSON.stringify({ password: options.adminPassword ?? PASSWORD }),
    });
    if (response.status !== 204) throw new Error(`The log-in was answered ${response.status}.`);
    return response.headers.get("set-cookie")?.split(";")[0] ?? "";
  };
  let session: Promise<string> | undefined;
  const api = async (path: string) => {
    session ??= logIn();
    const response = await fetch(`${ingest.url}${path}`, { headers: { cookie: await session } });
    return (await response.json()) as Record<string, unknown>;
  };
  return {
    ...ingest,
    close,
    logIn,
    api,
    post: async (body, headers = {}) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const response = await fetch(`${ingest.url}/event`, { method: "POST", body: text, headers });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    rowsOnce: async (condition, count) => {
      for (;;) {
        const { events } = (await api("/api/events")) as { events: Record<string, unknown>[] };
        if (events.length === count && events.every(condition)) return events;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

/** An event as the tag sends it, with what the test wants different. */
export function createEvent(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    event_id: "pf-1",
    eventName: "Purchase",
    eventTime: Math.floor(Date.now() / 1000),
    actionSource: "website",
    siteURL: "https://shop.example/thanks",
    additionalData: { value: 40, currency: "EUR" },
    customerData: { em: "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f" },
    ...changes,
  };
}

/** A body in the tag's form for the shop. */
export function createBody(...events: unknown[]): Record<string, unknown> {
  return { siteId: SHOP.id, apiKey: SHOP.apiKey, events };
}
