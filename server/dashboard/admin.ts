import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Store } from "../store/store.ts";
import { hashPassword, isPassword } from "./password-hash.ts";

/** The one who may log in. */
export interface Admin {
  isPassword(password: string): Promise<boolean>;
  /** A signed session, good until `expiresAt`. */
  createSession(expiresAt: number): Promise<string>;
  isSession(session: string, now: number): Promise<boolean>;
}

const PASSWORD_KEY = "admin_password";
const SECRET_KEY = "session_secret";

/** Sets the dashboard's password; every session ends with the old one. */
export async function setAdminPassword(store: Store, password: string): Promise<void> {
  await store.writeSetting(PASSWORD_KEY, await hashPassword(password));
}

/**
 * Opens the log-in. Without a configured password the stored one counts; at the first start one is generated,
 * and `generatedPassword` is the only time it can be read.
 */
export async function openAdmin(
  store: Store,
  configuredPassword: string | null,
): Promise<{ admin: Admin; generatedPassword: string | null }> {
  let generatedPassword: string | null = null;
  const configuredHash = configuredPassword === null ? null : await hashPassword(configuredPassword);
  if (configuredHash === null && (await store.readSetting(PASSWORD_KEY)) === null) {
    const generated = randomBytes(12).toString("base64url");
    const hash = await hashPassword(generated);
    // Another process may be starting on the same store: the one whose hash stands prints its password.
    if ((await store.addSetting(PASSWORD_KEY, hash)) === hash) generatedPassword = generated;
  }
  const secret = await store.addSetting(SECRET_KEY, randomBytes(32).toString("base64url"));
  const passwordHash = async () => configuredHash ?? (await store.readSetting(PASSWORD_KEY)) ?? "";
  // The signature covers the password, so that a new password ends every session. A configured password has a new
  // salt at each start and therefore a signature of its own.
  const signedBy = configuredPassword === null ? passwordHash : async () => configuredPassword;
  const sign = async (text: string) =>
    createHmac("sha256", `${secret}.${await signedBy()}`)
      .update(text)
      .digest("base64url");

  const admin: Admin = {
    isPassword: async (password) => isPassword(password, await passwordHash()),
    createSession: async (expiresAt) => `${expiresAt}.${await sign(String(expiresAt))}`,
    isSession: async (session, now) => {
      const [expiresAt = "", signature = ""] = session.split(".");
      const expected = Buffer.from(await sign(expiresAt));
      const given = Buffer.from(signature);
      return Number(expiresAt) > now && expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
  return { admin, generatedPassword };
}
