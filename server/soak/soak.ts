import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../test-support/start-postgres.ts";
import { runSoak, type SoakResult } from "./run-soak.ts";

// `npm run soak`: fifty kills on each store. A number as argument changes how many.
const kills = Number(process.argv[2] ?? 50);

function show(name: string, result: SoakResult): boolean {
  const lost = result.missingInStore + result.missingAtGraph + result.changedIds;
  process.stdout.write(`${name.padEnd(10)} ${JSON.stringify(result)} ${lost === 0 ? "nothing lost" : "LOST"}\n`);
  return lost === 0;
}

const dataDir = await mkdtemp(join(tmpdir(), "pixelflow-soak-data-"));
const postgres = await startPostgres();
try {
  const sqlite = show("SQLite", await runSoak({ store: { kind: "sqlite", dataDir }, kills }));
  const url = await postgres.createDatabase();
  const other = show("PostgreSQL", await runSoak({ store: { kind: "postgres", url }, kills }));
  process.exitCode = sqlite && other ? 0 : 1;
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
