/** Most events the ingest takes in one body. */
export const MAX_EVENTS_PER_BODY = 500;

/** Largest body the ingest reads, in bytes; a larger one is answered 413. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** Largest single event, in bytes of its JSON. */
export const MAX_EVENT_BYTES = 256 * 1024;

/** Deepest nesting of event parameters: the parameters themselves are the first level. */
export const MAX_PARAMETER_DEPTH = 8;

/** Most entries of event parameters, keys and list items of all levels together. */
export const MAX_PARAMETER_ENTRIES = 20_000;

/** Longest event id that travels as it is, in UTF-16 code units; the tag replaces a longer one by its SHA-256. */
export const MAX_EVENT_ID_LENGTH = 256;

/** Longest event name, in UTF-16 code units. */
export const MAX_EVENT_NAME_LENGTH = 256;

/** Longest page address or referrer, in UTF-16 code units; longer ones are cut. */
export const MAX_URL_LENGTH = 2048;

/** Longest visitor or session id, in UTF-16 code units. */
export const MAX_VISITOR_ID_LENGTH = 64;

/** Longest value of a UTM parameter, in UTF-16 code units. */
export const MAX_UTM_LENGTH = 256;
