import { createLog } from "./log.ts";
import { readSettings, SettingsError } from "./settings.ts";
import { startIngest } from "./start-ingest.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);

try {
  const settings = readSettings(process.env);
  const log = createLog();
  const ingest = await startIngest({ ...settings, log });
  say(`Ingest  ${ingest.url}/event`);
  say(`Events  ${ingest.url}/events`);
  if (settings.adminPassword) say("Log in with the password in ADMIN_PASSWORD.");
  else if (ingest.generatedPassword)
    say(`Log in with the password ${ingest.generatedPassword} (shown this once; npm run password sets another).`);
  else say("Log in with the password that was set before (forgotten? npm run password sets another).");

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
