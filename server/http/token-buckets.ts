/** Allowances that refill with time, one per key. */
export interface TokenBuckets {
  /** Takes `count` and returns 0, or takes nothing and returns how many milliseconds to wait. */
  take(key: string, count?: number): number;
}

interface BucketOptions {
  perSecond: number;
  burst: number;
  now?: () => number;
  /** Keys remembered at a time; past that the ones that are full again are forgotten. */
  maxKeys?: number;
}

/**
 * Buckets of `burst` tokens that refill at `perSecond`. More than a burst at once is taken when the bucket is full
 * and leaves it in debt.
 */
export function createTokenBuckets({
  perSecond,
  burst,
  now = Date.now,
  maxKeys = 100_000,
}: BucketOptions): TokenBuckets {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const levelOf = ({ tokens, at }: { tokens: number; at: number }, time: number) =>
    Math.min(burst, tokens + (Math.max(0, time - at) / 1000) * perSecond);

  function forget(time: number): void {
    for (const [key, bucket] of buckets) if (levelOf(bucket, time) >= burst) buckets.delete(key);
    // Still too many: the oldest go, since a flood of new keys must not fill the memory.
    for (const key of buckets.keys()) {
      if (buckets.size < maxKeys) return;
      buckets.delete(key);
    }
  }

  return {
    take: (key, count = 1) => {
      const time = now();
      const bucket = buckets.get(key);
      const level = bucket ? levelOf(bucket, time) : burst;
      const needed = Math.min(count, burst);
      if (level < needed) return Math.ceil(((needed - level) / perSecond) * 1000);
      if (!bucket && buckets.size >= maxKeys) forget(time);
      buckets.set(key, { tokens: level - count, at: time });
      return 0;
    },
  };
}
