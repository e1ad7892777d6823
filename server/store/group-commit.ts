/** Collects what several callers want done at about the same time, so that one commit serves them all. */
export interface GroupCommit<Call, Result> {
  /** Rejects when too much waits already. */
  add(call: Call): Promise<Result>;
}

interface GroupOptions<Call, Result> {
  /**
   * Gets the calls in order and returns their results in order, an Error for a call that failed alone; if it rejects,
   * every call of the group has failed.
   */
  commit: (calls: Call[]) => Promise<(Result | Error)[]>;
  /** Groups under way at a time. */
  maxInFlight?: number;
  /** So many calls are worth a commit of their own before the turn ends. */
  earlyCalls?: number;
  maxCalls?: number;
  /** About how many bytes a call holds, for the limit on what may wait. */
  sizeOf: (call: Call) => number;
}

/** When the disk cannot keep up, refusing is better than filling the memory: senders keep what is refused. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

interface Waiting<Call, Result> {
  call: Call;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** While as many groups as allowed are being committed the next one gathers. */
export function createGroupCommit<Call, Result>(options: GroupOptions<Call, Result>): GroupCommit<Call, Result> {
  const { commit, maxInFlight = 1, earlyCalls = Number.POSITIVE_INFINITY, maxCalls = 1000, sizeOf } = options;
  let waiting: Waiting<Call, Result>[] = [];
  let waitingBytes = 0;
  let inFlight = 0;
  let planned = false;

  async function commitNext(): Promise<void> {
    const group = waiting.slice(0, maxCalls);
    waiting = waiting.slice(maxCalls);
    for (const { call } of group) waitingBytes -= sizeOf(call);
    inFlight += 1;
    try {
      const results = await commit(group.map(({ call }) => call));
      for (const [index, { resolve, reject }] of group.entries()) {
        const result = results[index];
        if (result instanceof Error) reject(result);
        else resolve(result as Result);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    inFlight -= 1;
    plan();
  }

  /** Commits at the end of this turn, so that all that arrives in it joins. */
  function plan(): void {
    if (planned || waiting.length === 0 || inFlight >= maxInFlight) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      while (waiting.length > 0 && inFlight < maxInFlight) void commitNext();
    });
  }

  return {
    add: (call) =>
      new Promise((resolve, reject) => {
        if (waitingBytes > MAX_WAITING_BYTES) {
          reject(new Error("The store cannot keep up."));
          return;
        }
        waitingBytes += sizeOf(call);
        waiting.push({ call, resolve, reject });
        // A long turn must not leave the store idle until its end, and then wait for it.
        if (waiting.length >= earlyCalls && inFlight < maxInFlight) void commitNext();
        else plan();
      }),
  };
}
