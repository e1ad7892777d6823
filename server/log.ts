/** How much a log line matters. */
export type LogLevel = "info" | "warn" | "error";

/** Writes one structured line. Fields are facts about the system: no personal data, no tokens, no event contents. */
export type Log = (level: LogLevel, message: string, fields?: Record<string, unknown>) => void;

/** A log of JSON lines on standard error, so that standard output stays free for what a person reads. */
export function createLog(write: (line: string) => void = (line) => console.error(line)): Log {
  return (level, message, fields = {}) =>
    write(JSON.stringify({ time: new Date().toISOString(), level, message, ...fields }));
}
