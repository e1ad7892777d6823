/** The text with the accents of Latin letters taken off: `Québec` gives `Quebec`. */
export function foldAccents(text: string): string {
  return text.normalize("NFD").replace(/[\u0300-\u036f]+/g, "");
}
