import pg from "pg";
import { SettingsError } from "../../settings.ts";
import { createChanges } from "../changes.ts";
import type { Change, Store } from "../store.ts";
import { type Notices, openNotices } from "./notices.ts";
import { createReads } from "./reads.ts";
import { createRunQuery } from "./run-query.ts";
import { migrate } from "./schema.ts";
import { createWrites } from "./writes.ts";

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5000;
/** No statement of ours takes seconds; one that does is stuck, and what waits for it has to hear so. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** For a server that is gone without a word and cannot even end the statement. */
const QUERY_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5000;

interface PostgresOptions {
  statementTimeoutMs?: number;
}

/** Times and counts fit a double, so they are read as numbers; ids are the one bigint column that stays text. */
const parseColumn = (text: string) => {
  const number = Number(text);
  return Number.isSafeInteger(number) && text.length < 16 ? number : text;
};

/**
 * Opens a PostgreSQL store, which any number of processes may share. Throws a SettingsError, without the address
 * and its password, when the database cannot be reached.
 */
export async function openPostgresStore(url: string, options: PostgresOptions = {}): Promise<Store> {
  const { statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    // A statement and no start-up parameter, which poolers in between refuse.
    onConnect: async (client) => {
      await client.query(`SET statement_timeout = ${statementTimeoutMs}`);
      // Statements of a few milliseconds, each of which would be compiled for longer than it runs; only PostgreSQL
      // itself has the setting.
      await client.query("SELECT set_config('jit', 'off', false) FROM pg_settings WHERE name = 'jit'");
      // Every read walks an index in its order. Before a table has statistics the planner would rather collect a
      // million rows in the order of the disk, and sort them for a page of fifty.
      await client.query(
        "SELECT set_config('enable_bitmapscan', 'off', false) FROM pg_settings WHERE name = 'enable_bitmapscan'",
      );
    },
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === pg.types.builtins.INT8 ? parseColumn : pg.types.getTypeParser(oid, format as "text"),
    },
  });
  // An idle connection that breaks is replaced at the next query.
  pool.on("error", () => {});
  const run = createRunQuery(pool);
  const changes = createChanges();
  let notices: Notices;
  try {
    await migrateDatabase(url);
    notices = await openNotices({ url, run, onNotice: changes.emit });
  } catch (error) {
    await pool.end();
    throw new SettingsError(`DATABASE_URL: the database cannot be used: ${(error as Error).message}`);
  }

  const writes = createWrites(run);
  const reads = createReads(run);
  const tell = (ids: readonly string[], change: Change) => {
    changes.emit(ids, change);
    notices.send(ids, change);
  };

  return {
    kind: "postgres",
    ...reads,
    ...writes,
    append: async (rows) => {
      const ids = await writes.append(rows);
      tell(
        ids.filter((id) => id !== null),
        "added",
      );
      return ids;
    },
    settle: async (settlements) => tell(await writes.settle(settlements), "settled"),
    requeue: async (ids, now) => {
      const requeued = await writes.requeue(ids, now);
      tell(requeued, "settled");
      return requeued;
    },
    withdraw: async (rows, withdrawal) => {
      const withdrawn = await writes.withdraw(rows, withdrawal);
      tell(withdrawn, "settled");
      return withdrawn;
    },
    remove: async (ids, repeatsUntil) => {
      const removed = await writes.remove(ids, repeatsUntil);
      tell(ids, "removed");
      return removed;
    },
    onChange: changes.on,
    // The pool replaces every connection that breaks.
    failed: new Promise(() => {}),
    close: async () => {
      await notices.close();
      await pool.end();
    },
  };
}

/** On a connection without time limits: a migration of many rows takes its time, and others wait for it. */
async function migrateDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // What ends a connection also fails the query under way.
  client.on("error", () => {});
  try {
    await client.connect();
    await migrate(client);
  } finally {
    await client.end();
  }
}
