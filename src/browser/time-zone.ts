/** The European Economic Area, the United Kingdom and Switzerland, also where they reach beyond the continent. */
const EUROPEAN = /^(Europe|Arctic)\/|Reykjavik|Canary|Madeira|Azores|Nicosia|Famagusta|Ceuta/;

/** Whether the visitor's clock runs in a zone of a European country; a browser that names no zone may be anywhere. */
export function isEuropeanTimeZone(): boolean {
  try {
    return EUROPEAN.test(new Intl.DateTimeFormat().resolvedOptions().timeZone || "Europe/");
  } catch {
    // Privacy tools take Intl away.
    return true;
  }
}
