// Words that official names put around the name that people use. Not among them: "united", "north", "south",
// "democratic" and whatever else tells two countries apart.
const FILLERS =
  /^(?:the|of|and|republic|peoples|feder\w+|kingdom|states?|islamic|socialist|commonwealth|principality|islands?|independent|territor\w+|union|province|s(?:ain|in)?t|special|administrative|region|sar|collectivity|bailiwick)$/;

// Words that a name may have around it and that yet tell some countries apart ("Democratic People's Republic of Korea",
// "Democratic Republic of the Congo"): left out only where the name with them is not known.
const WEAK_FILLERS =
  /^(?:democratic|arab|great|grand|duchy|former|yugoslav|plurinational|bolivarian|hashemite|sovereign|sultanate|confederation|department|country|group|oriental|most|serene|(?:co)?(?:operative)?)$/;

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

/** The keys under which a country's name is looked up: all of its words, those that matter, and those that are left of these. */
export function toCountryKeys(name: string): string[] {
  const words = readWords(name);
  const telling = words.filter((word) => !FILLERS.test(word));
  return [words, telling, telling.filter((word) => !WEAK_FILLERS.test(word))].map((list) => {
    const key = list.join("");
    // No codes: "Áo" and "Nga" are Austria and Russia in Vietnamese, and "US of A" is not Australia.
    return key.length < 4 && (list.length > 1 || /[^ -~]|^Nga$/.test(name)) ? `-${key}` : key;
  });
}
