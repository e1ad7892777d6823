/**
 * Rows are tallied by the quarter of an hour they arrived in: every zone's days, hours and half hours are made of
 * quarters, and half a year has few enough of them to be walked in a moment.
 */
export const SLOT_MS = 15 * 60_000;
