/**
 * What JSON holds, to read properties of: an empty object where the text is missing, is no JSON, or is somebody else's
 * under our name.
 */
export function parseJson(
  text: string | null | undefined,
  revive?: (key: string, value: unknown) => unknown,
): Record<string, unknown> {
  try {
    return Object(JSON.parse(text as string, revive));
  } catch {
    return {};
  }
}
