/** Collects what several callers want done at about the same time, so that one commit serves them all. */
export interface GroupCommit<Call, Result> {
  add(call: Call): Promise<Result>;
}

interface GroupOptions<Call, Result> {
  /** Gets the calls in order and returns their results in order; if it fails, every call of the group does. */
  commit: (calls: Call[]) => Promise<Result[]>;
  /** Groups under way at a time. */
  maxInFlight?: number;
  maxCalls?: number;
}

interface Waiting<Call, Result> {
  call: Call;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** While as many groups as allowed are being committed the next one gathers. */
export function createGroupCommit<Call, Result>(options: GroupOptions<Call, Result>): GroupCommit<Call, Result> {
  const { commit, maxInFlight = 1, maxCalls = 1000 } = options;
  let waiting: Waiting<Call, Result>[] = [];
  let inFlight = 0;
  let planned = false;

  async function commitNext(): Promise<void> {
    const group = waiting.slice(0, maxCalls);
    waiting = waiting.slice(maxCalls);
    inFlight += 1;
    try {
      const results = await commit(group.map(({ call }) => call));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
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
        waiting.push({ call, resolve, reject });
        plan();
      }),
  };
}
