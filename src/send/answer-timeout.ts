/** Longest wait for an answer of the ingest, in milliseconds; what takes longer is tried again. */
export const ANSWER_TIMEOUT_MS = 10_000;
