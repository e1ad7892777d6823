import { createInterface } from "node:readline";
import { type Readable, Writable } from "node:stream";
import { SettingsError } from "./settings.ts";

interface ReadPasswordOptions {
  input: Readable & { isTTY?: boolean };
  /** Where the questions go. */
  output: Writable;
}

const MIN_PASSWORD_LENGTH = 8;

/**
 * A new password from standard input, so that it is in no argument list and no shell history: on a terminal asked for
 * twice and not shown, from a pipe its first line. Throws a SettingsError when none comes, when it is too short and
 * when the two differ.
 */
export async function readPassword({ input, output }: ReadPasswordOptions): Promise<string> {
  const isTerminal = input.isTTY === true;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  // On a terminal readline echoes what is typed to its output, and here that is nowhere.
  const lines = createInterface({ input, output: nowhere, terminal: isTerminal, historySize: 0 });
  const iterator = lines[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<string> => {
    if (isTerminal) output.write(question);
    const { value, done } = await iterator.next();
    if (isTerminal) output.write("\n");
    if (done) throw new SettingsError("No password was given; nothing was changed.");
    return value.trim();
  };

  try {
    const password = await ask("New dashboard password: ");
    if (password.length < MIN_PASSWORD_LENGTH)
      throw new SettingsError(`The password needs at least ${MIN_PASSWORD_LENGTH} characters; nothing was changed.`);
    if (isTerminal && (await ask("The same once more: ")) !== password)
      throw new SettingsError("The two passwords differ; nothing was changed.");
    return password;
  } finally {
    lines.close();
  }
}
