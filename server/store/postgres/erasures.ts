/**
 * What is kept of an erased row, as an expression over its columns: enough to know its repeat, and nothing that could
 * be read back.
 */
export const DIGEST = `sha256(convert_to(json_build_array(site_id, event_id, event_name, pixel_id)::text, 'UTF8'))`;

/**
 * The condition that a row is no repeat of an erased one. Most databases never hold an entry, and then no digest is
 * made.
 */
export const IS_NOT_ERASED = `
  (NOT EXISTS (SELECT 1 FROM erased) OR NOT EXISTS (SELECT 1 FROM erased WHERE digest = ${DIGEST}))`;
