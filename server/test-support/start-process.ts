import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** An ingest in a process of its own, as in production. */
export interface IngestProcess {
  url: string;
  /** What it wrote so far, to both of its outputs. */
  output(): string;
  /** Ends it with a signal and resolves to its exit code, null when the signal ended it. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** Starts `server/main.ts` on a free port; resolves when it listens. */
export async function startProcess(env: Record<string, string>): Promise<IngestProcess> {
  const child: ChildProcess = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: "0", ADMIN_PASSWORD: "correct horse battery", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      output += chunk;
      const found = /Health\s+(\S+)\/healthz/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on("data", onData);
    child.stderr?.on("data", onData);
    void ended.then((code) => reject(new Error(`The ingest ended with ${code} before it listened:\n${output}`)));
  });
  return {
    url,
    output: () => output,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
