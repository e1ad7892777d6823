// @ts-check
import { causeOf } from "./cause.js";
import { isKnownRepeat } from "./journal.js";

/**
 * One station of an event's way.
 *
 * @typedef {object} Step
 * @property {"idle" | "open" | "done" | "problem"} state
 * @property {string} fact One line: what happened and when.
 * @property {{ label: string, value: unknown } | null} payload What there is to see.
 * @property {string} prose A sentence above the payload, or instead of it.
 */

/** The stations in order; `explain` is what stands there before anything has happened. */
export const STATIONS = /** @type {const} */ ([
  { id: "call", title: "Called", explain: "Your page calls trackEvent with what it knows, in clear." },
  { id: "body", title: "Left the page", explain: "The tag normalizes and hashes; only the hashes leave the browser." },
  { id: "stored", title: "Stored", explain: "The ingest writes the event to disk before it answers." },
  { id: "meta", title: "Meta payload", explain: "The exact request to Meta's Conversions API." },
  { id: "answer", title: "Answer", explain: "What Meta said to it." },
]);

/** @type {Step} */
const IDLE = { state: "idle", fact: "", payload: null, prose: "" };

/** @param {number} from @param {number} to */
const after = (from, to) => `+${Math.max(0, Math.round(to - from))} ms`;

/**
 * What each station of one event's way has to tell by now.
 *
 * @param {import("./journal.js").Call} call
 * @param {import("./ingest.js").StoredEvent | null} stored
 * @param {"following" | "done" | "gave up" | "unreachable"} following
 * @returns {Record<(typeof STATIONS)[number]["id"], Step>}
 */
export function trailSteps(call, stored, following) {
  const request = call.requests.at(-1);
  const begun = { call: callStep(call), body: bodyStep(call, request) };
  if (isRepeat(call, request, stored)) return { ...begun, ...repeatSteps(request?.answer?.body) };
  return {
    ...begun,
    stored: storedStep(call, request, stored),
    meta: metaStep(call, stored, following),
    answer: answerStep(call, stored),
  };
}

/**
 * Whether the ingest had this event id from somewhere else. A retry whose first answer got lost is a duplicate too, but
 * of this very call: then the stored event is not older than the call.
 */
/** @param {import("./journal.js").Call} call @param {import("./journal.js").SentRequest | undefined} request @param {import("./ingest.js").StoredEvent | null} stored */
function isRepeat(call, request, stored) {
  if (isKnownRepeat(call)) return true;
  const duplicates = /** @type {any} */ (request?.answer?.body)?.duplicates;
  return duplicates > 0 && !!stored && stored.receivedAt < call.at;
}

/** What the last three stations say of a repeat: the event that had the id first goes to Meta, this one does not. */
/** @param {unknown} receipt @returns {Pick<ReturnType<typeof trailSteps>, "stored" | "meta" | "answer">} */
function repeatSteps(receipt) {
  const once = {
    ...IDLE,
    prose: "Nothing more is sent. Meta gets the first event with this id, so that the conversion counts once.",
  };
  return {
    stored: {
      state: "done",
      fact: "a repeat, dropped",
      payload: { label: "The ingest's receipt", value: receipt },
      prose: "Stored: the ingest already had this event id; dropped as a repeat.",
    },
    meta: { ...once, fact: "not sent again" },
    answer: once,
  };
}

/** @param {import("./journal.js").Call} call @returns {Step} */
function callStep(call) {
  const { id, args, result } = call;
  if (id < 0) {
    const { word, why } = causeOf(call);
    return { ...IDLE, state: "done", fact: word, prose: `No call of the page: ${why}` };
  }
  const [eventName, customData, userData] = args;
  const payload = { label: "The call", value: { eventName, customData, userData } };
  const prose = "What the page passed. The customer's data is in clear here and nowhere after.";
  if (!result) return { state: "open", fact: "promise is pending", payload, prose };
  const fact = `promise: ${String(result.value)}, ${Math.round(result.ms)} ms`;
  return { state: result.value === true ? "done" : "problem", fact, payload, prose };
}

/** @param {import("./journal.js").Call} call @param {import("./journal.js").SentRequest | undefined} request @returns {Step} */
function bodyStep(call, request) {
  if (!request && call.result?.value === false) {
    return {
      ...IDLE,
      state: "problem",
      fact: "nothing left the page",
      prose: "The call was refused; the console says why.",
    };
  }
  if (!request) return IDLE;
  const times = call.requests.length > 1 ? `, attempt ${call.requests.length}` : "";
  return {
    state: "done",
    fact: `${request.by}${times}, ${after(call.at, request.at)}`,
    payload: { label: "The request body that left the page", value: request.body },
    prose: "The body of the request to the ingest, as it left the browser.",
  };
}

/** @param {import("./journal.js").Call} call @param {import("./journal.js").SentRequest | undefined} request @param {import("./ingest.js").StoredEvent | null} stored @returns {Step} */
function storedStep(call, request, stored) {
  const answer = request?.answer;
  if (answer && answer.status >= 200 && answer.status < 300) {
    const rejected = /** @type {any} */ (answer.body)?.rejected?.[0];
    return {
      state: rejected ? "problem" : "done",
      fact: rejected ? `refused: ${rejected.reason}` : `${answer.status}, ${after(call.at, answer.at)}`,
      payload: { label: "The ingest's receipt", value: answer.body },
      prose: "The receipt. Only now does the tag let go of its own copy.",
    };
  }
  if (stored) {
    const payload = { label: "The stored event", value: stored };
    return { state: "done", fact: after(call.at, stored.receivedAt), payload, prose: "The ingest has the event." };
  }
  if (answer?.status === 0) {
    return {
      ...IDLE,
      state: "problem",
      fact: "the ingest is not reached",
      prose: "The event is safe in the browser; the tag tries again by itself.",
    };
  }
  if (answer) {
    return {
      state: "problem",
      fact: `answered ${answer.status}`,
      payload: { label: "The ingest's answer", value: answer.body },
      prose: "The ingest did not take the event.",
    };
  }
  return request ? { ...IDLE, state: "open", fact: "waiting for the receipt" } : IDLE;
}

/** @param {import("./journal.js").Call} call @param {import("./ingest.js").StoredEvent | null} stored @param {string} following @returns {Step} */
function metaStep(call, stored, following) {
  if (stored?.request) {
    return {
      state: "done",
      fact: stored.processedAt ? after(call.at, stored.processedAt) : "ready",
      payload: { label: "The payload to Meta", value: stored.request },
      prose: stored.url ? `POST ${stored.url}` : "",
    };
  }
  if (following === "gave up")
    return {
      ...IDLE,
      state: "problem",
      fact: "not sent within 20 seconds",
      prose: "The event is stored; the Events page shows when it goes.",
    };
  if (following === "unreachable")
    return {
      ...IDLE,
      state: "problem",
      fact: "the ingest cannot be asked",
      prose: "The event is stored; the ingest does not answer this page.",
    };
  return stored ? { ...IDLE, state: "open", fact: "waiting for the relay" } : IDLE;
}

/** @param {import("./journal.js").Call} call @param {import("./ingest.js").StoredEvent | null} stored @returns {Step} */
function answerStep(call, stored) {
  if (!stored || stored.status === "pending") return IDLE;
  if (stored.status === "dry_run") {
    return {
      ...IDLE,
      state: "done",
      fact: "dry run",
      prose: "Dry run: this request would have been sent. No pixel and token are configured, so Meta was not asked.",
    };
  }
  const payload = stored.answer ? { label: "Meta's answer", value: stored.answer.body } : null;
  if (stored.status === "sent") {
    const fact = stored.answer ? `${stored.answer.status}, ${after(call.at, stored.answer.at)}` : "sent";
    return { state: "done", fact, payload, prose: "Meta received the event." };
  }
  return { state: "problem", fact: stored.status, payload, prose: stored.error ?? "Meta did not take the event." };
}
