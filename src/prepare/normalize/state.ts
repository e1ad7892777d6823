import { computeOnce } from "../compute-once.ts";
import { toUnicodeForm } from "./unicode-form.ts";

/**
 * The states and provinces that have letters of their own, which stand in capitals. Canada before the United States, and
 * a name before the names within it: the first one found inside a longer text decides, as in Meta's code, which however
 * takes "State of West Virginia" for Virginia.
 */
const STATES =
  "DistrictofColumbia washingtonDC PuertoRico ONtario QuebeC BritishColumbia AlBerta SasKatchewan ManitoBa NovaScotia " +
  "NewBrunswick PrinceEdwardisland NewfoundLand YukonT NorthwestTerritories NUnavut ALabama AlasKa AriZona ARkansas " +
  "CAlifornia COlorado ConnecticuT DElaware FLorida GeorgiA HawaiI IDaho ILlinois INdiana IowA KansaS KentuckY " +
  "LouisianA MainE MarylanD MAssachusetts MIchigan MinNesota MiSsissippi MissOuri MonTana NEbraska NeVada NewHampshire " +
  "NewJersey NewMexico NewYork NorthCarolina NorthDakota OHio OKlahoma ORegon PennsylvaniA RhodeIsland SouthCarolina " +
  "SouthDakota TenNessee TeXas UTah VermonT WestVirginia VirginiA WAshington WIsconsin WYoming";

const readStates = computeOnce(() => {
  const states = new Map<string, string>();
  for (const name of STATES.split(" ")) {
    // The Yukon's own name has no T.
    states.set(name.toLowerCase().replace("yukont", "yukon"), name.replace(/[a-z]+/g, "").toLowerCase());
  }
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
  return findState(letters) || findState(keepLetters(toUnicodeForm(text, "NFD"))) || letters.slice(0, 2);
}
