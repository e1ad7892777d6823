import { computeOnce } from "../compute-once.ts";
import { EXIT_CODES, PLAN_CLASSES, REGIONS, REWRITES } from "./generated/phone-regions.ts";

/** What has to be known of a region's numbering plan to turn what people dial there into E.164. */
export interface PhonePlan {
  /** The calling code. */
  code: string;
  /** Dialled before a national number; `""` when nothing is. */
  trunk: string;
  /** Fewest digits of a fixed-line or mobile number: a prefix is one only when as many remain behind it. */
  min: number;
  /** The same for bare digits that seem to begin with the calling code: more where national numbers begin so too. */
  minBehindCode: number;
  /** What is dialled to call abroad. */
  exit: RegExp;
  /** A trunk prefix that is more than fixed digits, and what stands in its place. */
  rewrite: RegExp;
  replacement: string;
  /** The area code that people leave out, where a small region that shares its calling code has only one. */
  area: string;
}

/** The value of the region's row, of rows such as `gymn001 jp010`: regions that share a value, and the value. */
function readRow(rows: string, region: string): string {
  const row = new RegExp(`(?:^| )(?:[a-z]{2})*?${region}[a-z]*(\\S*)`).exec(rows) || [];
  return row[1] || "";
}

const fromStart = (pattern: string) => new RegExp(`^(?:${pattern})`);

/** Calling code, class and area code of each region, and the main region of each calling code. */
const readRegions = computeOnce(() => {
  const regions = new Map<string, { code: string; planClass: string; area: string }>();
  const mainRegions = new Map<string, string>();
  let code = 0;
  // In the order of their calling codes, of which only those are spelled out that do not follow the last one. A `=` marks
  // another region of the same code, whose area code may stand in that place.
  REGIONS.replace(/(=?)(\d*)(.)([a-z]{2})/g, (row, same, digits, planClass, region) => {
    if (!same) {
      code = Number(digits) || code + 1;
      mainRegions.set(String(code), region);
    }
    regions.set(region, { code: String(code), planClass, area: same && digits });
    return row;
  });
  return { regions, mainRegions };
});

/** The parts of a class, of which there is one for each capital letter. */
const readPlanClass = (letter: string) => (PLAN_CLASSES.split(" ")[letter.charCodeAt(0) - 65] || "").split(",");

/** The numbering plan of a region, by lower-case alpha-2. */
export function findPlan(region: string): PhonePlan | undefined {
  const row = readRegions().regions.get(region);
  if (!row) return undefined;
  const { code, planClass, area } = row;
  const [trunk = "", min, minBehindCode = min] = readPlanClass(planClass);
  const [rewrite = "", replacement = ""] = readRow(REWRITES, region).split(">");
  return {
    code,
    area,
    trunk,
    min: Number(min),
    minBehindCode: Number(minBehindCode),
    exit: fromStart(readRow(EXIT_CODES, region) || (trunk === "1" ? "011" : trunk === "8" ? "810" : "00")),
    // Of most regions the pattern is empty: nothing is replaced by nothing.
    rewrite: fromStart(rewrite),
    replacement,
  };
}

/** The plan whose calling code the digits begin with; no calling code is another one's prefix. */
export function findPlanByCode(digits: string): PhonePlan | undefined {
  const { mainRegions } = readRegions();
  for (let length = 1; length < 4; length++) {
    const region = mainRegions.get(digits.slice(0, length));
    if (region) return findPlan(region);
  }
  return undefined;
}
