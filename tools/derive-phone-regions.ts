import metadata from "libphonenumber-js/metadata.max.json";

/** libphonenumber's description of one region, as libphonenumber-js packs it (its METADATA.md names the columns). */
type Plan = [
  callingCode: string,
  exitCode: string,
  nationalPattern: string,
  lengths: number[],
  formats: unknown,
  trunkPrefix: string | 0 | undefined,
  trunkPrefixInFormats: unknown,
  trunkPattern: string | 0 | undefined,
  trunkReplacement: string | 0 | undefined,
  isTrunkOptional: unknown,
  leadingDigits: unknown,
  types: ([pattern: string, lengths?: number[]] | 0)[] | undefined,
];

const plans = new Map(Object.entries(metadata.countries as unknown as Record<string, Plan>));

const readPlan = (region: string): Plan => {
  const plan = plans.get(region);
  if (!plan) throw new Error(`libphonenumber has no region ${region}`);
  return plan;
};

/**
 * Where national numbers may begin like the calling code, bare digits can be read in two ways. Here a shorter rest is
 * read as a national number, as libphonenumber does; elsewhere the shortest number decides. No length is above that of
 * libphonenumber's own example numbers, so that a whole number with its code in front is always understood: what
 * normalizePhone gave must survive being normalized again.
 */
const MIN_LENGTHS_AFTER_CODE: Record<string, number> = {
  CU: 7,
  DE: 8,
  FI: 7,
  IT: 9,
  MM: 7,
  PL: 9,
  SK: 7,
  VA: 9,
  ZA: 8,
};

/**
 * Prefixes that are described better than by libphonenumber. Argentina: `15` behind the area code marks a mobile number;
 * the form of area codes finds it as well as the 500 bytes that list them. Brazil and Colombia: codes of carriers are
 * told from the first digits of a number by the length of what follows.
 */
const REWRITES: Record<string, string> = {
  AR: "0?(?=.{12}$)(11|[23]...??)15>9$1",
  BR: "9?0(..)??(?=.{10,11}$)",
  CO: "0.{0,3}?(?=.{10}$)",
  GA: "0(?=.{8}$)",
};

/** In Australia carriers' codes may precede the exit code; nothing else begins so. */
const AUSTRALIAN_EXIT_CODE = "(14..)?001[14-689]";

/** What is dialled to call abroad; where `00` will do, the longer codes of single carriers are left out. */
function readExitCode([, exitCode]: Plan): string {
  // Nobody asks what a group matched.
  const pattern = exitCode.replaceAll("(?:", "(");
  if (pattern.startsWith("001[14-689]|14(")) return AUSTRALIAN_EXIT_CODE;
  // Behind `00(`, as in Hong Kong, the digits that follow may belong to the exit code.
  return !pattern.startsWith("00(") && new RegExp(`^(${pattern})$`).test("00") ? "00" : pattern;
}

/** The digits that every local number of a small region is completed by, from patterns such as `([3-8]\d{6})$|1` with `242$1`. */
function readLocalArea([, , , , , , , trunkPattern, replacement]: Plan): string {
  return (trunkPattern && /^\(.*?\)\$/.test(trunkPattern) && /^(\d+)\$1$/.exec(replacement || "")?.[1]) || "";
}

/** A trunk prefix that carriers' codes may follow, as pattern and what replaces it; `""` where the prefix is plain. */
function readRewrite(region: string): string {
  const plan = readPlan(region);
  const [, , , , , trunkPrefix, , trunkPattern, replacement] = plan;
  if (REWRITES[region]) return REWRITES[region];
  // South Korea's are for numbers of a kind that nobody gives as theirs.
  if (!trunkPattern || region === "KR" || readLocalArea(plan) || !/^(0|\(\?:0|\[0)/.test(trunkPattern)) return "";
  return trunkPattern === "0|180020" || trunkPattern === trunkPrefix
    ? ""
    : trunkPattern + (replacement ? `>${replacement}` : "");
}

/** Whether national numbers may begin with zero. */
function keepsZero([, , nationalPattern]: Plan): boolean {
  return nationalPattern.split("|").some((part) => /^(\(\?:)*(0|\[0)/.test(part));
}

/** Trunk prefix, shortest number and shortest number behind the calling code. */
function readPlanClass(region: string): string {
  const plan = readPlan(region);
  const [callingCode, , , lengths, , trunkPrefix, , , , , , types] = plan;
  const personal = [types?.[0], types?.[1]].flatMap((type) => (type ? type[1] : undefined) ?? lengths);
  const minLength = callingCode === "1" ? 10 : Math.min(...personal);
  // A zero that cannot begin a number there was meant as a trunk prefix: `+34 (0)91 …`.
  const prefix = trunkPrefix || (keepsZero(plan) ? "" : "0");
  const afterCode = MIN_LENGTHS_AFTER_CODE[region];
  return [prefix, minLength, ...(afterCode ? [afterCode] : [])].join();
}

/** Rows of regions and the value that they share, without the regions that have none. */
function toRows(regions: string[], readValue: (region: string) => string): string {
  const rows = new Map<string, string>();
  for (const region of regions) {
    const value = readValue(region);
    // Only digits are ever matched, so a dot will do.
    const short = value.replaceAll("\\d", ".");
    if (value) rows.set(short, (rows.get(short) ?? "") + region.toLowerCase());
  }
  return [...rows].map(([value, names]) => names + value).join(" ");
}

/** The texts of the generated module of numbering plans. */
export function derivePhoneRegions(): Record<string, string> {
  // A calling code's main region comes first.
  const regions = Object.values(metadata.country_calling_codes).flat();
  const counts = new Map<string, number>();
  for (const region of regions) {
    const planClass = readPlanClass(region);
    counts.set(planClass, (counts.get(planClass) ?? 0) + 1);
  }
  const classes = [...counts].sort(([, a], [, b]) => b - a).map(([planClass]) => planClass);
  const exitCodeByTrunk: Record<string, string> = { 1: "011", 8: "810" };

  let previous = 0;
  let table = "";
  for (const region of regions) {
    const callingCode = Number(readPlan(region)[0]);
    const isSameCode = callingCode === previous;
    table += isSameCode ? `=${readLocalArea(readPlan(region))}` : callingCode === previous + 1 ? "" : callingCode;
    table += String.fromCharCode(65 + classes.indexOf(readPlanClass(region))) + region.toLowerCase();
    previous = callingCode;
  }

  return {
    REGIONS: table,
    PLAN_CLASSES: classes.join(" "),
    EXIT_CODES: toRows(regions, (region) => {
      const exitCode = readExitCode(readPlan(region));
      const usual = exitCodeByTrunk[readPlanClass(region).split(",")[0] ?? ""] ?? "00";
      return exitCode === usual ? "" : exitCode;
    }),
    REWRITES: toRows(regions, readRewrite),
  };
}
