import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SettingsError } from "../../settings.ts";

/**
 * Makes this process the only one that serves a folder; returns the release. The lock is an open transaction
 * on a database of its own, which the system lets go of however the process ends.
 * Throws a SettingsError while another process has it.
 */
export function lockFolder(dataDir: string): () => void {
  const db = new DatabaseSync(join(dataDir, "ingest.lock"));
  try {
    db.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    if (!/locked/.test((error as Error).message)) throw error;
    throw new SettingsError(
      `Another ingest is running on the data in ${dataDir}: stop it, or give this one its own DATA_DIR.`,
    );
  }
  return () => db.close();
}
