import { createInterface } from "node:readline/promises";
import { setAdminPassword } from "./dashboard/admin.ts";
import { readSettings, SettingsError } from "./settings.ts";
import { openStore } from "./store/open-store.ts";

const MIN_PASSWORD_LENGTH = 8;

/** The first line of standard input, so that the password is in no argument list and no shell history. */
async function readPassword(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question("New dashboard password: ")).trim();
  } finally {
    lines.close();
  }
}

try {
  const settings = readSettings(process.env);
  const password = await readPassword();
  if (password.length < MIN_PASSWORD_LENGTH)
    throw new SettingsError(`The password needs at least ${MIN_PASSWORD_LENGTH} characters; nothing was changed.`);
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
