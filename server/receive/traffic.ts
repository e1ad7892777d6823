import { readAddressPrefix } from "../http/client-facts.ts";
import { HttpError } from "../http/http-error.ts";
import { createTokenBuckets } from "../http/token-buckets.ts";

/** Holds back who sends too much. Each check passes or throws HttpError 429 with `Retry-After`. */
export interface Traffic {
  /** One request from this address, before its body is read. */
  admitRequest(address: string): void;
  /** The events in it, by address and by key; the request itself counted as the first. */
  admitEvents(address: string, siteId: string, count: number): void;
}

interface TrafficOptions {
  /** Events per second; 0 is no limit. */
  perKey: number;
  perIp: number;
  now?: () => number;
}

const BURST_SECONDS = 5;
const WINDOW_MS = 60_000;
const PAUSE_MS = 10 * 60_000;
/** Sources watched at a time; a flood from more than these is for the network in front to stop. */
const MAX_SOURCES = 100_000;

/**
 * Token buckets for keys and for addresses. An address that asks for more than its rate through a whole minute,
 * refused requests included, is a noisy source and is paused for ten minutes.
 */
export function createTraffic({ perKey, perIp, now = Date.now }: TrafficOptions): Traffic {
  const keys = perKey > 0 && createTokenBuckets({ perSecond: perKey, burst: perKey * BURST_SECONDS, now });
  const addresses = perIp > 0 && createTokenBuckets({ perSecond: perIp, burst: perIp * BURST_SECONDS, now });
  let windowEnds = 0;
  const asked = new Map<string, number>();
  const pausedUntil = new Map<string, number>();

  function watch(source: string, count: number): void {
    const time = now();
    if (time >= windowEnds) {
      asked.clear();
      windowEnds = time + WINDOW_MS;
      for (const [paused, until] of pausedUntil) if (until <= time) pausedUntil.delete(paused);
    }
    const until = pausedUntil.get(source) ?? 0;
    if (until > time) throw tooMany("This address sent far too much and is paused", until - time);
    if (asked.size >= MAX_SOURCES && !asked.has(source)) return;
    const total = (asked.get(source) ?? 0) + count;
    asked.set(source, total);
    if (total > perIp * (WINDOW_MS / 1000)) pausedUntil.set(source, time + PAUSE_MS);
  }

  function admitAddress(address: string, count: number): void {
    if (!addresses || count <= 0) return;
    const source = readAddressPrefix(address);
    watch(source, count);
    const waitMs = addresses.take(source, count);
    if (waitMs > 0) throw tooMany("Too many events from this address", waitMs);
  }

  return {
    admitRequest: (address) => admitAddress(address, 1),
    admitEvents: (address, siteId, count) => {
      admitAddress(address, count - 1);
      const waitMs = keys && count > 0 ? keys.take(siteId, count) : 0;
      if (waitMs > 0) throw tooMany("Too many events with this key", waitMs);
    },
  };
}

function tooMany(reason: string, waitMs: number): HttpError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new HttpError(429, `${reason}: try again in ${seconds} s.`, { "retry-after": String(seconds) });
}
