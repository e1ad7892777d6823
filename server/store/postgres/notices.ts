import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Change, ChangeListener } from "../store.ts";
import type { RunQuery } from "./run-query.ts";

/** Tells the other processes on the same database which rows changed, and hears it from them. */
export interface Notices {
  send(ids: readonly string[], change: Change): void;
  close(): Promise<void>;
}

interface NoticesOptions {
  url: string;
  run: RunQuery;
  /** Called for what other processes did. */
  onNotice: ChangeListener;
}

const CHANNEL = "pixelflow_rows";
/** Sending takes a lock that all committing transactions share, so a notice tells of all that happened meanwhile. */
const GATHER_MS = 100;
/** A notice holds fewer than 8,000 bytes and an id has up to 19 digits. What does not fit is found by looking. */
const MAX_IDS_PER_NOTICE = 350;
const RECONNECT_MS = 1000;
const CONNECT_TIMEOUT_MS = 5000;
const CHANGES = ["added", "settled", "removed"] as const satisfies Change[];
const isChange = (text: string | undefined): text is Change => CHANGES.some((change) => change === text);

/** Opens the channel. A lost connection is opened again; what was sent meanwhile is missed, and found by looking. */
export async function openNotices({ url, run, onNotice }: NoticesOptions): Promise<Notices> {
  const sender = randomUUID();
  const gathered: Record<Change, string[]> = { added: [], settled: [], removed: [] };
  let timer: NodeJS.Timeout | undefined;
  let reconnect: NodeJS.Timeout | undefined;
  let client: pg.Client | undefined;
  let closed = false;

  async function listen(): Promise<void> {
    const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true });
    const lost = () => {
      if (client !== next) return;
      client = undefined;
      if (!closed) reconnect = setTimeout(() => listen().catch(lost), RECONNECT_MS);
    };
    client = next;
    next.on("error", lost);
    next.on("end", lost);
    next.on("notification", ({ payload = "" }) => {
      const [from, change, ids = ""] = payload.split(" ");
      if (from !== sender && isChange(change)) onNotice(ids.split(","), change);
    });
    await next.connect();
    await next.query(`LISTEN ${CHANNEL}`);
  }
  try {
    await listen();
  } catch (error) {
    await close();
    throw error;
  }

  async function close(): Promise<void> {
    closed = true;
    clearTimeout(timer);
    clearTimeout(reconnect);
    await client?.end();
  }

  function flush(): void {
    timer = undefined;
    for (const change of CHANGES) {
      const ids = gathered[change].splice(0).slice(-MAX_IDS_PER_NOTICE);
      if (ids.length === 0) continue;
      const payload = `${sender} ${change} ${ids.join(",")}`;
      // The rows are stored; a notice that cannot be sent costs others a little time and nothing else.
      run("notify", "SELECT pg_notify($1, $2)", [CHANNEL, payload]).catch(() => {});
    }
  }

  return {
    send: (ids, change) => {
      if (ids.length === 0 || closed) return;
      gathered[change].push(...ids);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    close,
  };
}
