import { computeOnce } from "../compute-once.ts";
import { foldAccents } from "./fold-accents.ts";

// Canada before the United States, and a name before the names it contains: the first name found inside a longer text
// decides, as in Meta's code, where however "State of West Virginia" is Virginia.
const STATES =
  "districtofcolumbia dc washingtondc dc puertorico pr newfoundland nl ontario on quebec qc britishcolumbia bc alberta ab saskatchewan sk " +
  "manitoba mb novascotia ns newbrunswick nb princeedwardisland pe yukon yt northwestterritories nt nunavut nu " +
  "alabama al alaska ak arizona az arkansas ar california ca colorado co connecticut ct delaware de florida fl " +
  "georgia ga hawaii hi idaho id illinois il indiana in iowa ia kansas ks kentucky ky louisiana la maine me " +
  "maryland md massachusetts ma michigan mi minnesota mn mississippi ms missouri mo montana mt nebraska ne nevada nv " +
  "newhampshire nh newjersey nj newmexico nm newyork ny northcarolina nc northdakota nd ohio oh oklahoma ok oregon or " +
  "pennsylvania pa rhodeisland ri southcarolina sc southdakota sd tennessee tn texas tx utah ut vermont vt " +
  "westvirginia wv virginia va washington wa wisconsin wi wyoming wy";

const readStates = computeOnce(() => {
  const words = STATES.split(" ");
  const states = new Map<string, string>();
  for (let i = 0; i < words.length; i += 2) states.set(words[i] as string, words[i + 1] as string);
  return states;
});

function findState(letters: string): string | undefined {
  const states = readStates();
  const exact = states.get(letters);
  if (exact) return exact;
  for (const [name, code] of states) if (letters.includes(name)) return code;
  return undefined;
}

const keepLetters = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, "");

/**
 * A state or province as two letters: American and Canadian ones by name, also inside a longer text (`State of Texas`),
 * two letters as they are, and of anything else the first two of its letters a to z, as Meta's code cuts it.
 */
export function normalizeState(text: string): string {
  const letters = keepLetters(text);
  if (letters.length === 2) return letters;
  return findState(letters) ?? findState(keepLetters(foldAccents(text))) ?? letters.slice(0, 2);
}
