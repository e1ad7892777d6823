/**
 * What JSON holds, to read properties of: an empty object where the text is missing, is no JSON, or is somebody else's
 * under our name.
 */
export function parseJson(
  text: string | null | undefined,
  revive?: (key: string, value: unknown) => unknown,
): Record<string, unknown> {
  try {
    // An error costs more than everything else here, and there is mostly nothing to read.
    return text ? Object(JSON.parse(text, revive)) : {};
  } catch {
    return {};
  }
}
