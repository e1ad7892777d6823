import type { Config } from "../config.ts";
import type { Clock, Envelope, KeyValueStore, Net } from "../types.ts";
import type { WithdrawalBody, WithdrawnEvent } from "../wire/bodies.ts";
import { parseList } from "../wire/parse-list.ts";
import { toJson } from "../wire/to-json.ts";
import { ANSWER_TIMEOUT_MS } from "./answer-timeout.ts";
import { readAnswer } from "./read-answer.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** Most events that are remembered as sent: whether one still waits at the ingest, only the ingest knows. */
const MAX_REMEMBERED = 100;
/** All requests and beacons that outlive a page share 64 KiB; an event's id and name take about 100 bytes. */
const MAX_WITHDRAWN_PER_BODY = 200;

/** Takes back what this browser has sent, as far as it has not gone on to Meta. */
export interface Withdrawal {
  /** The ingest has these. */
  remember(sent: readonly Envelope[]): void;
  /** The page is being left: the next one remembers, and what the ingest has not confirmed goes by beacon. */
  leave(): void;
  /** Takes back everything remembered, and `unsent`, of which the ingest may have some. */
  withdraw(unsent: readonly Envelope[], whose: WithdrawalBody["withdraw"]["whose"]): void;
}

/**
 * Makes it; what earlier pages remembered stands under `key` in storage. A withdrawal itself is in memory alone, since
 * nothing may be stored of a visitor who refused: it is repeated until the ingest has it or the page is gone.
 */
export function createWithdrawal({
  store,
  key,
  net,
  clock,
  random,
  config: { siteId, apiKey, apiEndpoint },
}: {
  store: KeyValueStore;
  key: string;
  net: Net;
  clock: Clock;
  random(): number;
  config: Config;
}): Withdrawal {
  const url = new URL("blocked-events", apiEndpoint).href;
  let sent: WithdrawnEvent[] = [];
  /** What the ingest has not confirmed; one at a time is under way. */
  const bodies: string[] = [];
  let isSending = false;

  const toWithdrawn = ({ eventId, eventName }: Envelope) => ({ event_id: eventId, eventType: eventName });

  const readStored = () => parseList(store.read(key)) as WithdrawnEvent[];

  async function send(failures = 0, since = clock.now()) {
    const [body] = bodies;
    isSending = !!body;
    if (!body) return;
    const answer = await net.post(url, body, { keepalive: true, timeoutMs: ANSWER_TIMEOUT_MS });
    // Nobody mends a setting for what is in memory only; all but "later" is the end.
    const isLater = readAnswer(answer, 0).kind === "retry";
    if (!isLater) {
      bodies.shift();
      send();
      return;
    }
    const wait = { failures: failures + 1, failingMs: clock.now() - since, random: random() };
    clock.after(retryDelayMs(wait), () => send(wait.failures, since));
  }

  return {
    remember(entries) {
      sent = [...sent, ...entries.map(toWithdrawn)].slice(-MAX_REMEMBERED);
    },
    leave() {
      if (sent.length) store.write(key, toJson([...readStored(), ...sent].slice(-MAX_REMEMBERED)));
      sent = [];
      for (const body of bodies) net.beacon(url, body);
    },
    withdraw(unsent, whose) {
      const all = [...readStored(), ...sent, ...unsent.map(toWithdrawn)];
      store.remove(key);
      sent = [];
      while (all.length) {
        const withdraw = { events: all.splice(0, MAX_WITHDRAWN_PER_BODY), whose };
        bodies.push(toJson({ siteId, apiKey, withdraw } satisfies WithdrawalBody));
      }
      if (!isSending) send();
    },
  };
}
