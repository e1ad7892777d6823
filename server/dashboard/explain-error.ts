/** What an error means and what to do about it, for someone who is not a developer. */
export interface Explanation {
  title: string;
  text: string;
  /** The next step, as an instruction. */
  next: string;
  /** Where in the dashboard that step is taken. */
  action: "site" | "resend" | "none";
}

interface Refusal {
  reason: string | null;
  code?: number | undefined;
  subcode?: number | undefined;
}

const TOKEN: Explanation = {
  title: "Meta does not accept the access token",
  text: "The token has expired, was revoked, or belongs to something else. No event of this pixel gets through until it is replaced; all of them are kept.",
  next: "Create a new token in Meta's Events Manager (Settings, Conversions API, Generate access token) and paste it under Sites. Waiting events are then sent by themselves.",
  action: "site",
};

const TOKEN_SUBCODES = new Map<number, string>([
  [458, "The app that the token belongs to was removed from the account."],
  [459, "Meta wants the token's owner to log in and confirm their account."],
  [460, "The token's owner has changed their password, which ends every token."],
  [463, "The token has expired."],
  [464, "The token's owner has an unconfirmed account."],
  [467, "The token is no longer valid: it was revoked, or its owner logged out."],
  [492, "The token's owner has no role on the page or account any more."],
]);

const EXPIRED: Explanation = {
  title: "The event is older than seven days",
  text: "Meta takes no event later than seven days after it happened. It stays in this log and counts nowhere at Meta.",
  next: "Nothing can be done for this event. If many fail like this, find out why they arrive late.",
  action: "none",
};

const PIXEL: Explanation = {
  title: "Meta does not know the pixel, or the token may not use it",
  text: "Either the pixel id has a typing mistake, or the token was made for another pixel. All events are kept.",
  next: "Compare the pixel id under Sites with the one in Meta's Events Manager, and paste a token made for it.",
  action: "site",
};

/** By the number that Meta gives to a refusal of code 100. */
const SUBCODES = new Map<number, Explanation>([
  [2804003, EXPIRED],
  [
    2804050,
    {
      title: "Meta cannot tell whom the event is about",
      text: "What the event says about the visitor is too little to match anyone.",
      next: "Send an e-mail address or a phone number with the event (third argument of trackEvent).",
      action: "none",
    },
  ],
  [
    2804019,
    {
      title: "The value or the currency cannot be used",
      text: "A Purchase needs a number as its value and a currency such as EUR.",
      next: "Pass value and currency in the page's call, or set the site's currency under Sites; then send it again.",
      action: "site",
    },
  ],
  [
    2804066,
    {
      title: "Meta does not take an event of this name here",
      text: "The name is not allowed for this kind of event.",
      next: "Use one of Meta's standard names, or another name of your own.",
      action: "none",
    },
  ],
  [33, PIXEL],
]);

const PERMISSION: Explanation = {
  title: "The token may not send events to this pixel",
  text: "Meta knows the token, but its owner has no permission for the pixel. All events are kept.",
  next: "Give the token's owner access to the pixel in Meta's Business settings, or paste a token of someone who has it.",
  action: "site",
};

const VERSION: Explanation = {
  title: "Meta has retired the version of its interface that is used",
  text: "All events are kept until a newer version is set.",
  next: "Update PixelFlow, or set META_API_VERSION to a version that Meta still serves, and start it again.",
  action: "none",
};

const POLICY: Explanation = {
  title: "Meta has blocked the account for a breach of its rules",
  text: "No event gets through until Meta lifts the block. All of them are kept.",
  next: "Look at Account Quality in Meta's Business settings and ask for a review there.",
  action: "none",
};

const CODES = new Map<number, Explanation>([
  [190, TOKEN],
  [102, TOKEN],
  [104, TOKEN],
  [3, PERMISSION],
  [10, PERMISSION],
  [294, PERMISSION],
  [2635, VERSION],
  [368, POLICY],
]);

/** By our own word for what happened. */
const REASONS = new Map<string, Explanation>([
  ["token", TOKEN],
  ["permission", PERMISSION],
  ["pixel", PIXEL],
  ["version", VERSION],
  ["policy", POLICY],
  ["expired", EXPIRED],
  [
    "throttled",
    {
      title: "Meta asks for a pause",
      text: "Too many calls came for this account. The event is kept and sent after the pause that Meta asks for.",
      next: "Nothing: it goes on by itself.",
      action: "none",
    },
  ],
  [
    "unreachable",
    {
      title: "Meta could not be reached",
      text: "The connection failed or took too long. The event is kept and tried again, with growing pauses.",
      next: "Nothing, unless it lasts: then check the server's connection and its firewall.",
      action: "none",
    },
  ],
  [
    "meta_error",
    {
      title: "Meta had trouble of its own",
      text: "The answer says nothing against the event. It is kept and tried again, with growing pauses.",
      next: "Nothing: it goes on by itself.",
      action: "none",
    },
  ],
  [
    "missing_value",
    {
      title: "The Purchase has no value",
      text: "Meta needs the amount of a Purchase, and we do not invent one.",
      next: 'Add the amount to the page\'s call: pixelFlow.trackEvent("Purchase", {value: 40, currency: "EUR"}).',
      action: "none",
    },
  ],
  [
    "missing_currency",
    {
      title: "The Purchase has no currency",
      text: "Meta needs a currency such as EUR, and we do not invent one.",
      next: "Set the site's currency under Sites, then send the event again.",
      action: "site",
    },
  ],
  [
    "missing_user_agent",
    {
      title: "The visitor's browser is unknown",
      text: "Meta asks for the browser's user agent with every event of a website. A server sent this event without it.",
      next: "Let your server pass client_user_agent of the visitor's request.",
      action: "none",
    },
  ],
  [
    "missing_address",
    {
      title: "The visitor's address is unknown",
      text: "Limited data use asks Meta to find out where the visitor is, for which it needs their IP address.",
      next: "Let your server pass client_ip_address of the visitor's request.",
      action: "none",
    },
  ],
  [
    "too_little_user_data",
    {
      title: "Meta could not tell whom the event is about",
      text: "What the event says about the visitor is too little to match anyone.",
      next: "Send an e-mail address or a phone number with the event (third argument of trackEvent).",
      action: "none",
    },
  ],
  [
    "miscounted",
    {
      title: "Meta counted fewer events than were sent",
      text: "The answer was a success, and the number in it was not ours.",
      next: "Send it again: its event id stays the same, so it cannot count twice.",
      action: "resend",
    },
  ],
  [
    "denied",
    {
      title: "The visitor refused consent",
      text: "Nothing about this visitor was stored or sent. The event is here to be counted, without an identity.",
      next: "Nothing: this is how it should be.",
      action: "none",
    },
  ],
  [
    "gpc",
    {
      title: "The visitor's browser asks for privacy",
      text: "It sends Global Privacy Control, which this site honours. Nothing about the visitor was stored or sent.",
      next: "Nothing: this is how it should be.",
      action: "none",
    },
  ],
  [
    "no_decision",
    {
      title: "The visitor has not decided about consent",
      text: "The site asks first, and the banner was left unanswered.",
      next: "Nothing, unless there are many: then check that the consent banner shows and is understood.",
      action: "none",
    },
  ],
  [
    "rule",
    {
      title: "A blocking rule of the site",
      text: "The event met one of the rules in the site's settings, so the browser did not send it.",
      next: "Nothing, unless you miss such events: then change the rule on the site's page.",
      action: "none",
    },
  ],
  [
    "bot",
    {
      title: "Not a person",
      text: "The request came from a program, whose visits would spoil your statistics.",
      next: "Nothing: this is how it should be.",
      action: "none",
    },
  ],
  [
    "overflow",
    {
      title: "A browser had to drop events",
      text: "The visitor was cut off for so long that their browser's store for events was full. PageViews go first, Purchases last.",
      next: "If many are lost like this, check that the ingest can be reached from where your visitors are.",
      action: "none",
    },
  ],
  [
    "too_large",
    {
      title: "An event was too large to be sent",
      text: "One event may have 256 KiB.",
      next: "Look for a call of trackEvent that passes a whole page or an image as a parameter.",
      action: "none",
    },
  ],
  [
    "refused",
    {
      title: "The ingest refused events for good",
      text: "They broke a rule that no second try can mend, such as an event without a name.",
      next: "Open the page's console: the tag says there which event was refused and why.",
      action: "none",
    },
  ],
]);

const UNKNOWN: Explanation = {
  title: "Meta refused the event",
  text: "Meta's own words stand beside this one.",
  next: "Mend what Meta names, then send the event again.",
  action: "resend",
};

/** The explanation of a row's state: the most exact one that is known; null for a row that needs none. */
export function explainError({ reason, code, subcode }: Refusal): Explanation | null {
  if (reason === null) return null;
  const isTokens = code === 190 && subcode !== undefined;
  const detail = isTokens ? TOKEN_SUBCODES.get(subcode) : undefined;
  if (detail)
    return { ...TOKEN, text: `${detail} No event of this pixel gets through until it is replaced; all are kept.` };
  const bySubcode = code === 100 && subcode !== undefined ? SUBCODES.get(subcode) : undefined;
  const isPermission = code !== undefined && code >= 200 && code <= 299;
  const byCode = code === undefined ? undefined : (CODES.get(code) ?? (isPermission ? PERMISSION : undefined));
  return bySubcode ?? byCode ?? REASONS.get(reason) ?? UNKNOWN;
}

/** Code and subcode in Meta's answer, as far as it has the form of an error. */
export function readRefusal(body: unknown): { code?: number; subcode?: number } {
  if (typeof body !== "object" || body === null || !("error" in body)) return {};
  const { error } = body;
  if (typeof error !== "object" || error === null) return {};
  const { code, error_subcode: subcode } = error as { code?: unknown; error_subcode?: unknown };
  return {
    ...(typeof code === "number" && { code }),
    ...(typeof subcode === "number" && { subcode }),
  };
}
