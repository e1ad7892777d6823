import { setAdminPassword } from "./dashboard/admin.ts";
import { readPassword } from "./read-password.ts";
import { readSettings, SettingsError } from "./settings.ts";
import { openStore } from "./store/open-store.ts";

try {
  const settings = readSettings(process.env);
  const password = await readPassword({ input: process.stdin, output: process.stderr });
  const store = await openStore(settings.store, { shared: true });
  await setAdminPassword(store, password);
  await store.close();
  console.log("The password is set. Everyone who was logged in has to log in again.");
  if (settings.adminPassword) console.log("As long as ADMIN_PASSWORD is set, that one counts instead.");
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
