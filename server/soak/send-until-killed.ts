import { setTimeout as sleep } from "node:timers/promises";
import { createBody, createEvent } from "../test-support/start-test-ingest.ts";

/** Events as their sender knows them. */
export interface SentEvents {
  /** Ids that were answered 202 without being named as rejected. */
  acknowledged: Set<string>;
  /** Bodies that got no 202, to be sent again with the same ids. */
  unanswered: string[][];
}

const SENDERS = 16;
const MAX_EVENTS_PER_BODY = 5;

/** A marker that tells by its content which event a Graph event is, whatever id it carries. */
export const markerOf = (eventId: string) => `marker-${eventId}`;

/**
 * Sends events from many senders at once until `until` resolves, first what went unanswered before.
 * What the ingest did not acknowledge is handed back: a sender keeps it.
 */
export async function sendUntilKilled(url: string, before: SentEvents, until: Promise<unknown>): Promise<SentEvents> {
  const acknowledged = new Set(before.acknowledged);
  const queue = [...before.unanswered];
  const unanswered: string[][] = [];
  let killed = false;
  void until.then(() => {
    killed = true;
  });

  const sender = async () => {
    while (!killed) {
      const ids = queue.pop() ?? createIds();
      const events = ids.map((id) =>
        createEvent({ event_id: id, additionalData: { value: 1, currency: "EUR", order_id: markerOf(id) } }),
      );
      try {
        const headers = { "user-agent": "Soak" };
        const response = await fetch(`${url}/event`, {
          method: "POST",
          body: JSON.stringify(createBody(...events)),
          headers,
        });
        if (response.status !== 202) throw new Error(`answered ${response.status}`);
        await response.json();
        for (const id of ids) acknowledged.add(id);
      } catch {
        unanswered.push(ids);
        await sleep(5);
      }
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return { acknowledged, unanswered: [...queue, ...unanswered] };
}

function createIds(): string[] {
  const count = 1 + Math.floor(Math.random() * MAX_EVENTS_PER_BODY);
  return Array.from({ length: count }, () => crypto.randomUUID());
}
