import type { Config } from "../config.ts";
import type { Envelope, KeyValueStore, Net } from "../types.ts";
import type { WithdrawalBody, WithdrawnEvent } from "../wire/bodies.ts";
import { MAX_EVENTS_PER_BODY } from "../wire/limits.ts";
import { parseJson } from "../wire/parse-json.ts";

/** Most events that are remembered as sent: whether one still waits at the ingest, only the ingest knows. */
const MAX_REMEMBERED = 100;
const ANSWER_TIMEOUT_MS = 10_000;
/** Keepalive bodies share 64 KiB. */
const MAX_KEEPALIVE_LENGTH = 30_000;

/** Takes back what this browser has sent, as far as it has not gone on to Meta. */
export interface Withdrawal {
  /** The ingest has these. */
  remember(sent: readonly Envelope[]): void;
  /** The page is being left: the next one remembers. */
  leave(): void;
  /** Takes back everything remembered, and `unsent`, of which the ingest may have some. */
  withdraw(unsent: readonly Envelope[], whose: WithdrawalBody["withdraw"]["whose"]): void;
}

/** Makes it; what earlier pages remembered stands under `key` in storage. */
export function createWithdrawal({
  store,
  key,
  net,
  config: { siteId, apiKey, apiEndpoint },
}: {
  store: KeyValueStore;
  key: string;
  net: Net;
  config: Config;
}): Withdrawal {
  const url = new URL("blocked-events", apiEndpoint).href;
  let sent: WithdrawnEvent[] = [];

  const toWithdrawn = ({ eventId, eventName }: Envelope) => ({ event_id: eventId, eventType: eventName });

  function readStored(): WithdrawnEvent[] {
    const stored: unknown = parseJson(store.read(key));
    return Array.isArray(stored) ? stored : [];
  }

  return {
    remember(entries) {
      sent = [...sent, ...entries.map(toWithdrawn)].slice(-MAX_REMEMBERED);
    },
    leave() {
      if (sent.length) store.write(key, JSON.stringify([...readStored(), ...sent].slice(-MAX_REMEMBERED)));
      sent = [];
    },
    withdraw(unsent, whose) {
      const all = [...readStored(), ...sent, ...unsent.map(toWithdrawn)];
      store.remove(key);
      sent = [];
      for (let from = 0; from < all.length; from += MAX_EVENTS_PER_BODY) {
        const events = all.slice(from, from + MAX_EVENTS_PER_BODY);
        const body = JSON.stringify({ siteId, apiKey, withdraw: { events, whose } } satisfies WithdrawalBody);
        net.post(url, body, { keepalive: body.length < MAX_KEEPALIVE_LENGTH, timeoutMs: ANSWER_TIMEOUT_MS });
      }
    },
  };
}
