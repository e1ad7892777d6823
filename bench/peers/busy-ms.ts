/** What is read of an event of Chromium's trace; times in microseconds. */
export interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** When it began. */
  ts: number;
  /** How long it took by the clock. */
  dur?: number;
  /** How much of that its thread had the processor. */
  tdur?: number;
  /** How long its thread had had the processor when it began. */
  tts?: number;
}

/** Names of two marks that one page sets, and no other in the trace. */
export interface Marks {
  from: string;
  to: string;
}

/** What Chromium calls a thread's single task. */
const TASK = "ThreadControllerImpl::RunTask";

/**
 * Milliseconds of processor time that a page's main thread spent on tasks between two marks which the page set
 * (`performance.mark`). The tasks that set the marks are left out: they are the measurement's own. Throws when a mark
 * is missing, or when no task is known, as in a browser that names them otherwise.
 */
export function sumBusyMs(events: readonly TraceEvent[], { from, to }: Marks): number {
  const start = findMark(events, from);
  const end = findMark(events, to);
  const tasks = events.filter(
    ({ name, pid, tid, ts, dur = 0 }) =>
      name === TASK && pid === start.pid && tid === start.tid && ts >= start.ts && ts + dur <= end.ts,
  );
  if (tasks.length === 0) throw new Error(`The trace has no ${TASK} between ${from} and ${to}.`);
  return tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
}

/** A mark that a page set; throws when the trace has none of that name. */
export function findMark(events: readonly TraceEvent[], mark: string): TraceEvent {
  const found = events.find(({ name }) => name === mark);
  if (!found) throw new Error(`The trace has no mark ${mark}.`);
  return found;
}
