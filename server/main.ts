import { createLog } from "./log.ts";
import { readSettings, SettingsError } from "./settings.ts";
import { startIngest } from "./start-ingest.ts";
import { createStartupText } from "./startup-text.ts";

try {
  const settings = readSettings(process.env);
  const log = createLog();
  const ingest = await startIngest({ ...settings, log });
  process.stdout.write(`${createStartupText(settings, ingest)}\n`);

  let stopping = false;
  const stop = (reason: Record<string, string>, exitCode = 0) => {
    // A second signal means now.
    if (stopping) process.exit(1);
    stopping = true;
    log("info", "stopping", reason);
    ingest.close().then(
      () => process.exit(exitCode),
      (error: Error) => {
        log("error", "could not stop cleanly", { error: error.message });
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop({ signal }));
  // Whoever runs this process starts it again, and with it the store.
  void ingest.failed.then(({ message }) => stop({ error: `the store has broken: ${message}` }, 1));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
