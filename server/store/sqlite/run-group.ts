import type { DatabaseSync } from "node:sqlite";
import type { EventKeys } from "./event-keys.ts";
import type { Leases } from "./leases.ts";
import type { Tallies } from "./tallies.ts";

interface RunGroupOptions<Call, Result> {
  db: DatabaseSync;
  keys: EventKeys;
  leases: Leases;
  tallies: Tallies;
  run: (call: Call) => Result;
}

/**
 * Runs calls in one transaction. A call that cannot be done has its Error as result and leaves nothing behind; the
 * others stand. Throws when the transaction itself fails, and then nothing stands.
 */
export function createRunGroup<Call, Result>({ db, keys, leases, tallies, run }: RunGroupOptions<Call, Result>) {
  function inTransaction<T>(work: () => T): T {
    db.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      tallies.write();
      keys.write();
      db.exec("COMMIT");
      leases.keep();
      keys.keep();
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      leases.undo(0);
      tallies.undo(0);
      keys.undo();
      throw error;
    }
  }

  function runApart(call: Call): Result | Error {
    const marks = { leases: leases.mark(), tallies: tallies.mark() };
    db.exec("SAVEPOINT apart");
    try {
      const result = run(call);
      db.exec("RELEASE apart");
      return result;
    } catch (error) {
      // Some failures, such as a full disk, end the whole transaction.
      if (!db.isTransaction) throw error;
      db.exec("ROLLBACK TO apart; RELEASE apart");
      leases.undo(marks.leases);
      tallies.undo(marks.tallies);
      return error as Error;
    }
  }

  return (calls: readonly Call[]): (Result | Error)[] => {
    try {
      return inTransaction(() => calls.map(run));
    } catch (error) {
      if (calls.length === 1) throw error;
      // Savepoints take time, so they come into play only once something has failed.
      return inTransaction(() => calls.map(runApart));
    }
  };
}
