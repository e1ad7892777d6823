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
 * Generates and stores a password if none is stored yet. It can be read this once, so it is to be generated when
 * nothing can keep it from being shown any more. Resolves to null when there was one already.
 */
export async function generatePassword(store: Store): Promise<string | null> {
  if ((await store.readSetting(PASSWORD_KEY)) !== null) return null;
  const password = randomBytes(12).toString("base64url");
  const hash = await hashPassword(password);
  // Another process may be starting on the same store: the one whose hash stands prints its password.
  return (await store.addSetting(PASSWORD_KEY, hash)) === hash ? password : null;
}

/** Opens the log-in. Without a configured password the stored one counts, and without either nobody gets in. */
export async function openAdmin(store: Store, configuredPassword: string | null): Promise<Admin> {
  const configuredHash = configuredPassword === null ? null : await hashPassword(configuredPassword);
  const secret = await store.addSetting(SECRET_KEY, randomBytes(32).toString("base64url"));
  const passwordHash = async () => configuredHash ?? (await store.readSetting(PASSWORD_KEY)) ?? "";
  // The signature covers the password, so that a new password ends every session. A configured password has a new
  // salt at each start and therefore a signature of its own.
  const signedBy = configuredPassword === null ? passwordHash : async () => configuredPassword;
  const sign = async (text: string) =>
    createHmac("sha256", `${secret}.${await signedBy()}`)
      .update(text)
      .digest("base64url");

  return {
    isPassword: async (password) => isPassword(password, await passwordHash()),
    createSession: async (expiresAt) => `${expiresAt}.${await sign(String(expiresAt))}`,
    isSession: async (session, now) => {
      const [expiresAt = "", signature = ""] = session.split(".");
      const expected = Buffer.from(await sign(expiresAt));
      const given = Buffer.from(signature);
      return Number(expiresAt) > now && expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
