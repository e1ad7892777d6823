import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { BlockedReason, BlockedRow } from "../../src/wire/bodies.ts";
import { MAX_EVENT_NAME_LENGTH, MAX_EVENTS_PER_BODY } from "../../src/wire/limits.ts";
import { HttpError } from "../http/http-error.ts";
import { parseJson } from "../http/parse-json.ts";
import { NO_PIXEL } from "../sites/site.ts";
import type { NewRow, Store } from "../store/store.ts";
import { admit, type Gate } from "./admit.ts";
import { cleanWords } from "./clean-text.ts";
import { readConsentSource } from "./consent-source.ts";
import { isRecord, readText } from "./read-value.ts";
import { readWithdrawal } from "./read-withdrawal.ts";
import { createWithdraw } from "./withdraw.ts";

interface BlockedOptions extends Gate {
  store: Store;
  now?: () => number;
}

const TEXTS = {
  denied: "Withheld before sending: the visitor refused consent",
  no_decision: "Withheld before sending: the visitor left consent undecided",
  bot: "Withheld before sending: not a person",
  gpc: "Withheld before sending: the browser sends Global Privacy Control",
  rule: "Withheld before sending: one of the site's blocking rules",
} as const satisfies Record<BlockedReason, string>;

const MAX_DETAIL_LENGTH = 128;

/**
 * Answers `POST /blocked-events`: one row of the log for each, with its reason and nothing about the visitor; and takes
 * back what a visitor withdraws.
 * Throws HttpError 400 for a body that the contract does not know, without storing any of it.
 */
export function createReceiveBlocked({ store, now = Date.now, ...gate }: BlockedOptions) {
  const form = {
    parse: readBody,
    count: ({ blocked, withdrawal }: ReturnType<typeof readBody>) => blocked.length + (withdrawal?.events.length ?? 0),
  };
  const withdraw = createWithdraw({ store, now });
  return async (incoming: IncomingMessage): Promise<{ accepted: number; withdrawn?: number }> => {
    const { site, body } = await admit(gate, incoming, form);
    const receivedAt = now();
    const rows = body.blocked.map(({ eventType, reason, consentSource, detail }): NewRow => {
      const because = detail ?? consentSource;
      return {
        siteId: site.id,
        pixelId: NO_PIXEL,
        eventName: eventType,
        eventId: `blocked-${randomUUID()}`,
        url: "",
        status: "blocked",
        reason,
        error: `${TEXTS[reason]}${because ? ` (${because})` : ""}.`,
        receivedAt,
        eventTime: receivedAt,
        data: JSON.stringify({ eventType, reason, consentSource, detail }),
      };
    });
    if (rows.length > 0) await store.append(rows);
    const { withdrawal } = body;
    return { accepted: rows.length, ...(withdrawal && { withdrawn: await withdraw(site, withdrawal) }) };
  };
}

function readBody(text: string, headerKey: string | undefined) {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw new HttpError(400, "The body is not valid JSON.");
  }
  if (!isRecord(value) || typeof value.siteId !== "string")
    throw new HttpError(400, "The body has to be an object with siteId and blocked (a list).");
  const withdrawal = value.withdraw === undefined ? undefined : readWithdrawal(value.withdraw);
  const { blocked = withdrawal && [] } = value;
  if (!Array.isArray(blocked))
    throw new HttpError(400, "The body has to be an object with siteId and blocked (a list).");
  if (blocked.length > MAX_EVENTS_PER_BODY)
    throw new HttpError(413, `A body may have at most ${MAX_EVENTS_PER_BODY} rows: split it.`);
  const apiKey = typeof value.apiKey === "string" ? value.apiKey : headerKey;
  return { siteId: value.siteId, apiKey, blocked: blocked.map(readBlocked), withdrawal };
}

function readBlocked(value: unknown): BlockedRow {
  const row = isRecord(value) ? value : {};
  const eventType = cleanWords(readText(row.eventType, MAX_EVENT_NAME_LENGTH) ?? "");
  if (!eventType) throw new HttpError(400, "Every row needs an eventType.");
  const reason = Object.keys(TEXTS).find((known) => known === row.reason) as BlockedReason | undefined;
  if (!reason) throw new HttpError(400, `reason has to be one of ${Object.keys(TEXTS).join(", ")}.`);
  if (reason === "bot" || reason === "rule") return { eventType, reason, ...readDetail(row.detail) };
  if (reason === "gpc") return { eventType, reason };
  const consentSource = readConsentSource(row.consentSource);
  return { eventType, reason, ...(consentSource && { consentSource }) };
}

/** A pattern's or a rule's name, never a whole user agent. */
function readDetail(value: unknown): { detail?: string } {
  const detail = cleanWords(readText(value, MAX_DETAIL_LENGTH) ?? "");
  return detail ? { detail } : {};
}
