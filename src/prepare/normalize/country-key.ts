// Words that official names put around the name that people use. Not among them: "united", "north", "south",
// "democratic" and whatever else tells two countries apart.
const FILLERS =
  /^(?:the|of|and|republic|peoples|feder\w+|kingdom|states?|islamic|socialist|commonwealth|principality|islands?|independent|territory|union|province|s(?:ain|in)?t|special|administrative|region|sar|collectivity|bailiwick)$/;

/**
 * The words of a name, sorted, so that "Korea, Republic of" is "Republic of Korea": without accents, apostrophes, dots,
 * pictures (a flag before the name) and whatever else is no letter.
 */
function readWords(name: string): string[] {
  return name
    .toLowerCase()
    .replace(/^\s*the\s/, "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f.'\u02bb\u2018\u2019\ud800-\udfff]+/g, "")
    .replace(/ı/g, "i")
    .split(/[\s\d!-/:-@[-`{-~\u2010-\u201f]+/)
    .filter((word) => word)
    .sort();
}

/** The keys under which a country's name is looked up: all of its words, and those that matter. */
export function toCountryKeys(name: string): string[] {
  const words = readWords(name);
  return [words, words.filter((word) => !FILLERS.test(word))].map((list) => {
    const key = list.join("");
    // No codes: "Áo" and "Nga" are Austria and Russia in Vietnamese, and "US of A" is not Australia.
    return key.length < 4 && (list.length > 1 || /[^ -~]|^Nga$/.test(name)) ? `-${key}` : key;
  });
}
