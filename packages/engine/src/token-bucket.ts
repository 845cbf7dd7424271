// A rate limit as arithmetic: how much may pass now. Time is an argument.

/** What is left of an allowance, and when that was. */
export interface TokenBucket {
  tokens: number;
  at: number;
}

/** How fast a bucket fills, per second, and how much it holds. */
export interface Allowance {
  readonly perSecond: number;
  readonly burst: number;
}

/** A full bucket. */
export function fullBucket({ burst }: Allowance, now: number): TokenBucket {
  return { tokens: burst, at: now };
}

/** What the bucket holds now. A clock that was set back neither adds nor takes anything. */
export function tokensIn(
  bucket: TokenBucket,
  { perSecond, burst }: Allowance,
  now: number,
): number {
  const gained = (Math.max(0, now - bucket.at) / 1000) * perSecond;
  return Math.min(burst, bucket.tokens + gained);
}

/** Takes one token, in place because this happens for every event; false if there is none. */
export function take(bucket: TokenBucket, allowance: Allowance, now: number): boolean {
  refill(bucket, allowance, now);
  return spend(bucket, 1);
}

/** Takes so many tokens, or none and says false. */
export function takeMany(
  bucket: TokenBucket,
  { allowance, now }: { allowance: Allowance; now: number },
  count: number,
): boolean {
  refill(bucket, allowance, now);
  return spend(bucket, count);
}

function refill(bucket: TokenBucket, allowance: Allowance, now: number): void {
  bucket.tokens = tokensIn(bucket, allowance, now);
  bucket.at = now;
}

function spend(bucket: TokenBucket, count: number): boolean {
  if (bucket.tokens < count) return false;
  bucket.tokens -= count;
  return true;
}
