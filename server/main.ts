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
  const stop = (signal: string) => {
    // A second signal means now.
    if (stopping) process.exit(1);
    stopping = true;
    log("info", "stopping", { signal });
    ingest.close().then(
      () => process.exit(0),
      (error: Error) => {
        log("error", "could not stop cleanly", { error: error.message });
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
