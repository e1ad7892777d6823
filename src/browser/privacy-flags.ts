/** Whether the browser states Global Privacy Control for its visitor. */
export const isPrivacyControlOn = () =>
  (navigator as Navigator & { globalPrivacyControl?: unknown }).globalPrivacyControl === true;

/** Whether it sends the old Do Not Track header. */
export const isTrackingUnwanted = () => navigator.doNotTrack === "1";
