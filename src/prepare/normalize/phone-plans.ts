import { computeOnce } from "../compute-once.ts";
import { EXIT_CODES, LOCAL_AREAS, PLAN_CLASSES, REGIONS, REWRITES } from "./generated/phone-regions.ts";

/** What has to be known of a region's numbering plan to turn what people dial there into E.164. */
export interface PhonePlan {
  callingCode: string;
  /** The digit or two that are dialled before a national number, `""` when there are none. */
  trunkPrefix: string;
  /** Fewest digits of a fixed-line or mobile number; a prefix is only a prefix when as many remain behind it. */
  minLength: number;
  /** The same for bare digits that seem to begin with the calling code: more where national numbers begin so too. */
  minLengthAfterCode: number;
  /** What is dialled to call abroad. */
  exitCode: RegExp;
  /** A trunk prefix that is more than fixed digits, and what stands in its place. */
  rewrite: RegExp;
  replacement: string;
  /** The area code that people leave out where the whole region shares it. */
  localArea: string;
}

/** A pattern that matches nothing, for the many regions without a peculiarity. */
const NEVER = "$0";

const fromStart = (pattern: string) => new RegExp(`^(?:${pattern})`);

/** Reads `region region… value` rows into a map from each region to the value. */
function readRows(rows: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const row of rows.split(" ")) {
    const [, regions = "", value = ""] = /^([a-z]+)(.*)/.exec(row) ?? [];
    for (let i = 0; i < regions.length; i += 2) values.set(regions.slice(i, i + 2), value);
  }
  return values;
}

/** The numbering plans by region (lower-case alpha-2) and, for numbers that name no region, by calling code. */
export const readPhonePlans = computeOnce(() => {
  const byRegion = new Map<string, PhonePlan>();
  const byCallingCode = new Map<string, PhonePlan>();
  const classes = PLAN_CLASSES.split(" ");
  const exitCodes = readRows(EXIT_CODES);
  const rewrites = readRows(REWRITES);
  const localAreas = readRows(LOCAL_AREAS);
  let callingCode = 0;
  REGIONS.replace(/(=|\d*)(.)([a-z]{2})/g, (row, code: string, planClass: string, region: string) => {
    callingCode = code === "=" ? callingCode : Number(code) || callingCode + 1;
    const [trunkPrefix = "", minLength, minLengthAfterCode = minLength] = (
      classes[planClass.charCodeAt(0) - 65] as string
    ).split(",");
    const exitCode = exitCodes.get(region) ?? (trunkPrefix === "1" ? "011" : trunkPrefix === "8" ? "810" : "00");
    const [rewrite = "", replacement = ""] = (rewrites.get(region) ?? NEVER).split(">");
    const plan = {
      callingCode: String(callingCode),
      trunkPrefix,
      minLength: Number(minLength),
      minLengthAfterCode: Number(minLengthAfterCode),
      exitCode: fromStart(exitCode),
      rewrite: fromStart(rewrite),
      replacement,
      localArea: localAreas.get(region) ?? "",
    };
    byRegion.set(region, plan);
    if (code !== "=") byCallingCode.set(plan.callingCode, plan);
    return row;
  });
  return { byRegion, byCallingCode };
});
