import pg from "pg";
import { SettingsError } from "../../settings.ts";
import { createChanges } from "../changes.ts";
import type { Change, Store } from "../store.ts";
import { openNotices } from "./notices.ts";
import { createReads } from "./reads.ts";
import { createRunQuery } from "./run-query.ts";
import { migrate } from "./schema.ts";
import { createWrites } from "./writes.ts";

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5000;

/** Times and counts fit a double, so they are read as numbers; ids are the one bigint column that stays text. */
const parseColumn = (text: string) => {
  const number = Number(text);
  return Number.isSafeInteger(number) && text.length < 16 ? number : text;
};

/**
 * Opens a PostgreSQL store, which any number of processes may share. Throws a SettingsError, without the address
 * and its password, when the database cannot be reached.
 */
export async function openPostgresStore(url: string): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === pg.types.builtins.INT8 ? parseColumn : pg.types.getTypeParser(oid, format as "text"),
    },
  });
  // An idle connection that breaks is replaced at the next query.
  pool.on("error", () => {});
  try {
    const client = await pool.connect();
    try {
      await migrate(client);
    } finally {
      client.release();
    }
  } catch (error) {
    await pool.end();
    throw new SettingsError(`DATABASE_URL: the database cannot be used: ${(error as Error).message}`);
  }

  const run = createRunQuery(pool);
  const writes = createWrites(run);
  const reads = createReads(run);
  const changes = createChanges();
  const notices = await openNotices({ url, run, onNotice: changes.emit });
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
    onChange: changes.on,
    // The pool replaces every connection that breaks.
    failed: new Promise(() => {}),
    close: async () => {
      await notices.close();
      await pool.end();
    },
  };
}
