import type { Settings } from "../settings.ts";
import { giveWay } from "./give-way.ts";
import { openPostgresStore } from "./postgres/postgres-store.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";
import type { Store } from "./store.ts";

/** Opens the store that the settings name. `shared`: beside a running ingest, for settings alone. */
export async function openStore(settings: Settings["store"], options?: { shared?: boolean }): Promise<Store> {
  return giveWay(
    settings.kind === "sqlite"
      ? await openSqliteStore(settings.dataDir, options)
      : await openPostgresStore(settings.url),
  );
}
