import type { Pool, QueryResultRow } from "pg";

/** Runs one statement, prepared under a name, in a transaction of its own. */
export type RunQuery = <Row extends QueryResultRow>(name: string, text: string, values: unknown[]) => Promise<Row[]>;

/** Deadlock, serialization failure, and two rows that drew the same id: the same statement works a moment later. */
const WORTH_ANOTHER_TRY = new Set(["40P01", "40001", "23505"]);
const MAX_TRIES = 5;

/** Runs statements on a pool and repeats those that lost against another transaction. */
export function createRunQuery(pool: Pool): RunQuery {
  return async <Row extends QueryResultRow>(name: string, text: string, values: unknown[]) => {
    for (let tries = 1; ; tries += 1) {
      try {
        const { rows } = await pool.query<Row>({ name, text, values });
        return rows;
      } catch (error) {
        const { code } = error as { code?: string };
        if (tries >= MAX_TRIES || !WORTH_ANOTHER_TRY.has(code ?? "")) throw error;
      }
    }
  };
}
