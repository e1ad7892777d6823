import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../test-support/start-postgres.ts";
import { runSoak, type SoakResult } from "./run-soak.ts";

// Fifty kills on each store. A number as the first argument changes how many, a store's name as the second picks one.
const [kills = "50", only] = process.argv.slice(2);

function show(name: string, result: SoakResult): void {
  const lost = result.missingInStore + result.missingAtGraph + result.changedIds;
  process.stdout.write(`${name.padEnd(10)} ${JSON.stringify(result)} ${lost === 0 ? "nothing lost" : "LOST"}\n`);
  if (lost > 0) process.exitCode = 1;
}

const STORES: Record<string, () => Promise<void>> = {
  sqlite: async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "pixelflow-soak-data-"));
    show("SQLite", await runSoak({ store: { kind: "sqlite", dataDir }, kills: Number(kills) }));
    await rm(dataDir, { recursive: true, force: true });
  },
  postgres: async () => {
    const postgres = await startPostgres();
    const url = await postgres.createDatabase();
    show("PostgreSQL", await runSoak({ store: { kind: "postgres", url }, kills: Number(kills) }));
    await postgres.stop();
  },
};

for (const [name, soak] of Object.entries(STORES)) if (!only || only === name) await soak();
