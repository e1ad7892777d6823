import type { Server } from "node:http";
import { SettingsError } from "../settings.ts";

/** Listens, or throws a SettingsError that says why this address and port cannot be had. */
export function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = REASONS[error.code ?? ""] ?? `it failed with ${error.code}`;
      reject(new SettingsError(`Cannot listen on ${host}, port ${port}: ${reason}.`));
    });
    server.listen(port, host, () => resolve());
  });
}

const REASONS: Record<string, string> = {
  EADDRINUSE: "another program has the port; stop it or set PORT to a free one",
  EACCES: "ports below 1024 need more rights; set PORT to a higher one",
  EADDRNOTAVAIL: "this machine does not have the address; set HOST to one it has",
};
