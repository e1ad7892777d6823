import { computeOnce } from "../compute-once.ts";
import { EXIT_CODES, PLAN_CLASSES, REGIONS, REWRITES } from "./generated/phone-regions.ts";

/** What has to be known of a region's numbering plan to turn what people dial there into E.164. */
export interface PhonePlan {
  callingCode: string;
  /** Dialled before a national number; `""` when nothing is. */
  trunk: string;
  /** Fewest digits of a fixed-line or mobile number: a prefix is one only when as many remain behind it. */
  minDigits: number;
  /** The same for bare digits that seem to begin with the calling code: more where national numbers begin so too. */
  minBehindCode: number;
  /** What is dialled to call abroad. */
  exitCode: RegExp;
  /** The trunk prefix, as often as it leaves a whole number. */
  trunkPattern: RegExp;
  /** A trunk prefix that is more than fixed digits, and what stands in its place. */
  rewrite: RegExp;
  rewritten: string;
  /** The area code that people leave out, where a small region that shares its calling code has only one. */
  areaCode: string;
}

/** The value of the region's row, of rows such as `gymn001 jp010`: regions that share a value, and the value. */
function readRow(rows: string, region: string): string {
  const row = new RegExp(`(?:^| )(?:[a-z]{2})*?${region}[a-z]*(\\S*)`).exec(rows) || [];
  return row[1] || "";
}

const fromStart = (pattern: string) => new RegExp(`^(?:${pattern})`);

/** Name, calling code, class and area code of each region, by its name and of main regions by their calling code. */
const readRegions = computeOnce(() => {
  const regions = new Map<string, { region: string; callingCode: string; planClass: string; areaCode: string }>();
  let code = 0;
  // In the order of their calling codes, of which only those are spelled out that do not follow the last one. A `=` marks
  // another region of the same code, whose area code may stand in that place.
  REGIONS.replace(/(=?)(\d*)(.)([a-z]{2})/g, (row, same, digits, planClass, region) => {
    if (!same) code = Number(digits) || code + 1;
    const callingCode = String(code);
    for (const name of same ? [region] : [region, callingCode]) {
      regions.set(name, { region, callingCode, planClass, areaCode: same && digits });
    }
    return row;
  });
  return regions;
});

/** The parts of a class, of which there is one for each capital letter. */
const readPlanClass = (letter: string) => (PLAN_CLASSES.split(" ")[letter.charCodeAt(0) - 65] || "").split(",");

/** The numbering plan of a region, by lower-case alpha-2 or by a calling code, whose main region's it is. */
export function findPlan(name: string): PhonePlan | undefined {
  const row = readRegions().get(name);
  if (!row) return undefined;
  const { region, callingCode, planClass, areaCode } = row;
  const [trunk = "", min, minBehindCode = min] = readPlanClass(planClass);
  const [rewrite = "", rewritten = ""] = readRow(REWRITES, region).split(">");
  return {
    callingCode,
    areaCode,
    trunk,
    minDigits: Number(min),
    minBehindCode: Number(minBehindCode),
    exitCode: fromStart(readRow(EXIT_CODES, region) || (trunk === "1" ? "011" : trunk === "8" ? "810" : "00")),
    trunkPattern: fromStart(`(?:${trunk})+(?=.{${min}})`),
    // Of most regions the pattern is empty: nothing is replaced by nothing.
    rewrite: fromStart(rewrite),
    rewritten,
  };
}

/** The plan whose calling code the digits begin with; no calling code is another one's prefix. */
export function findPlanByCode(digits: string): PhonePlan | undefined {
  return findPlan(digits.slice(0, 1)) || findPlan(digits.slice(0, 2)) || findPlan(digits.slice(0, 3));
}
