import { type Settings, SettingsError } from "../settings.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";
import type { Store } from "./store.ts";

/** Opens the store that the settings name. `shared`: beside a running ingest, for settings alone. */
export async function openStore(settings: Settings["store"], options?: { shared?: boolean }): Promise<Store> {
  if (settings.kind === "sqlite") return openSqliteStore(settings.dataDir, options);
  throw new SettingsError("DATABASE_URL: the PostgreSQL store is not there yet; leave it out to use SQLite.");
}
