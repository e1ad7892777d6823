/** Collects what several callers want done at about the same time, so that one commit serves them all. */
export interface GroupCommit<Call, Result> {
  add(call: Call): Promise<Result>;
}

interface Waiting<Call, Result> {
  call: Call;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * While one group is being committed the next one gathers. `commit` gets the calls in order and returns
 * their results in order; if it fails, every call of the group does.
 */
export function createGroupCommit<Call, Result>(
  commit: (calls: Call[]) => Promise<Result[]>,
  maxCalls = 1000,
): GroupCommit<Call, Result> {
  let waiting: Waiting<Call, Result>[] = [];
  let committing = false;

  async function run(): Promise<void> {
    committing = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, maxCalls);
      waiting = waiting.slice(maxCalls);
      try {
        const results = await commit(group.map(({ call }) => call));
        for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    committing = false;
  }

  return {
    add: (call) =>
      new Promise((resolve, reject) => {
        waiting.push({ call, resolve, reject });
        // The rest of this turn's requests join the first group.
        if (!committing) {
          committing = true;
          setImmediate(run);
        }
      }),
  };
}
