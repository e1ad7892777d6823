import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "../../server/settings.ts";
import type { SiteInput } from "../../server/sites/site.ts";
import { startIngest } from "../../server/start-ingest.ts";

/** The real ingest with a store of its own, and a look at its log. */
export interface RealIngest {
  url: string;
  /** Names of the events in its log, in alphabetical order. */
  readEventNames(): Promise<string[]>;
  stop(): Promise<void>;
}

const PASSWORD = "correct horse";

/** Starts it in this process, on a free port of 127.0.0.1. */
export async function startRealIngest(sites: SiteInput[]): Promise<RealIngest> {
  const dataDir = await mkdtemp(join(tmpdir(), "pixelflow-ingest-"));
  const settings = readSettings({ PORT: "0", DATA_DIR: dataDir, ADMIN_PASSWORD: PASSWORD });
  const ingest = await startIngest({ ...settings, sites, log: () => {} });
  const body = JSON.stringify({ password: PASSWORD });
  const session = await fetch(`${ingest.url}/api/session`, { method: "POST", body });
  const cookie = session.headers.get("set-cookie")?.split(";")[0] ?? "";
  return {
    url: ingest.url,
    async readEventNames() {
      const response = await fetch(`${ingest.url}/api/events`, { headers: { cookie } });
      const { events } = (await response.json()) as { events: { eventName: string }[] };
      return events.map(({ eventName }) => eventName).sort();
    },
    async stop() {
      await ingest.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
