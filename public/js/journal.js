// @ts-check

/**
 * One request that carried a call's event.
 *
 * @typedef {object} SentRequest
 * @property {number} id
 * @property {number} at Milliseconds since the epoch.
 * @property {string} by What carried it, e.g. "fetch, keepalive".
 * @property {Record<string, any>} body With this call's event alone.
 * @property {number} size How many events the request carried.
 * @property {{ status: number, body: unknown, at: number } | null} answer Status 0: the ingest could not be reached.
 */

/**
 * One call of `trackEvent` and what became of it in this page.
 *
 * @typedef {object} Call
 * @property {number} id
 * @property {number} at
 * @property {unknown[]} args
 * @property {{ outcome: "resolved" | "rejected", value: unknown, ms: number } | null} result Null while it is open.
 * @property {string | null} eventId Known once a request carried the event.
 * @property {SentRequest[]} requests
 */

/** @typedef {{ type: string, id: number, at: number, [key: string]: any }} Sighting */

/** @param {string} text @returns {any} */
function parseOrNull(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {Call} call @param {any} event @param {number} requestId */
function isRetry({ requests }, event, requestId) {
  const last = requests.at(-1);
  const isSettled = !!last?.answer && last.answer.status >= 200 && last.answer.status < 300;
  return !isSettled && last?.id !== requestId && JSON.stringify(last?.body.events[0]) === JSON.stringify(event);
}

/**
 * Whether the receipt of a call's only request says that the ingest had this event id before.
 *
 * @param {Call} call
 */
export function isKnownRepeat({ requests }) {
  const [request, retry] = requests;
  const duplicates = /** @type {any} */ (request?.answer?.body)?.duplicates;
  return !!request && !retry && duplicates > 0 && duplicates === request.size;
}

/**
 * Joins what `watch.js` sees into calls, in the order in which they were made.
 *
 * A call does not tell its event id, so the first event of its name that nobody claimed yet is taken for it; a call may
 * also name its id in customData. Events that no call made (the automatic PageView) become an entry of their own.
 *
 * @param {(call: Call) => void} onChange Called for each new or changed call.
 */
export function createJournal(onChange) {
  /** @type {Call[]} */
  const calls = [];

  /** @param {any} event @returns {Call} */
  const callOf = (event, /** @type {number} */ requestId) => {
    const named = (/** @type {Call} */ call) => {
      const custom = /** @type {any} */ (call.args[1]);
      return custom?.event_id ?? custom?.eventID;
    };
    const open = calls.filter((call) => !call.eventId && call.result?.value !== false);
    const namesake = open.find((call) => named(call) === event.event_id);
    // A retry carries the same event again; another event under the same id is a later call's.
    const carriers = calls.filter((call) => call.eventId === event.event_id);
    const retried =
      carriers.find((call) => isRetry(call, event, requestId)) ?? (namesake ? undefined : carriers.at(-1));
    if (retried) return retried;
    const made = namesake ?? open.find((call) => !named(call) && String(call.args[0]).trim() === event.eventName);
    if (made) return made;
    const automatic = { id: -calls.length - 1, at: event.eventTime * 1000, args: [event.eventName], result: null };
    calls.push({ ...automatic, eventId: null, requests: [] });
    return /** @type {Call} */ (calls.at(-1));
  };

  /** @type {Record<string, (sighting: Sighting) => void>} */
  const notes = {
    call({ id, at, args }) {
      const call = { id, at, args, result: null, eventId: null, requests: [] };
      calls.push(call);
      onChange(call);
    },
    settled({ id, outcome, value, ms }) {
      const call = calls.find((one) => one.id === id);
      if (!call) return;
      call.result = { outcome, value, ms };
      onChange(call);
    },
    request({ id, at, by, text }) {
      const body = parseOrNull(text);
      for (const event of body?.events ?? []) {
        const call = callOf(event, id);
        call.eventId = event.event_id;
        call.requests.push({ id, at, by, body: { ...body, events: [event] }, size: body.events.length, answer: null });
        onChange(call);
      }
    },
    answer({ id, at, status, text }) {
      for (const call of calls) {
        for (const request of call.requests) {
          if (request.id !== id) continue;
          request.answer = { status, body: parseOrNull(text), at };
          onChange(call);
        }
      }
    },
  };

  return {
    add: (/** @type {Sighting} */ sighting) => notes[sighting.type]?.(sighting),
    calls: () => [...calls],
  };
}
