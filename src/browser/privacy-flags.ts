/** What the browser itself states for its visitor. */
export function readPrivacyFlags(): { globalPrivacyControl: boolean; doNotTrack: boolean } {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & { globalPrivacyControl?: unknown };
  return { globalPrivacyControl: globalPrivacyControl === true, doNotTrack: doNotTrack === "1" };
}
