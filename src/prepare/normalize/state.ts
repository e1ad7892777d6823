import { computeOnce } from "../compute-once.ts";
import { toUnicodeForm } from "./unicode-form.ts";

/**
 * The states and provinces that have letters of their own: the capitals; of a name with a single capital its first two
 * letters, of one without the first and the last. Canada before the United States, and a name before the names within
 * it: the first one found inside a longer text decides, as in Meta's code, which however takes "State of West Virginia"
 * for Virginia.
 */
const STATES =
  "DistrictofColumbia washingtonDC PuertoRico Ontario quebec BritishColumbia AlBerta SasKatchewan ManitoBa " +
  "NovaScotia NewBrunswick PrinceEdwardisland NewfoundLand yukont NorthwestTerritories Nunavut Alabama AlasKa " +
  "AriZona Arkansas California Colorado connecticut Delaware Florida georgia hawaii Idaho Illinois Indiana iowa " +
  "kansas kentucky louisiana maine maryland Massachusetts Michigan MinNesota MiSsissippi MissOuri MonTana Nebraska " +
  "NeVada NewHampshire NewJersey NewMexico NewYork NorthCarolina NorthDakota Ohio Oklahoma Oregon pennsylvania " +
  "RhodeIsland SouthCarolina SouthDakota TenNessee TeXas Utah vermont WestVirginia virginia Washington Wisconsin " +
  "Wyoming";

const readStates = computeOnce(() =>
  STATES.split(" ").map((name) => [
    // The Yukon's own name has no T.
    name.toLowerCase().replace("yukont", "yukon"),
    name.replace(/^([A-Z].)[a-z]*$|^([a-z])[a-z]*([a-z])$|[a-z]+/g, "$1$2$3").toLowerCase(),
  ]),
);

const findState = (text: string) => readStates().find(([name = ""]) => text.includes(name))?.[1];

const keepLetters = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, "");

/**
 * A state or province as two letters: American and Canadian ones by name, also inside a longer text (`State of Texas`),
 * two letters as they are, and of anything else the first two of its letters a to z, as Meta's code cuts it.
 */
export function normalizeState(text: string): string {
  const letters = keepLetters(text);
  return findState(letters) || findState(keepLetters(toUnicodeForm(text, "NFD"))) || letters.slice(0, 2);
}
