import assert from "node:assert/strict";
import { test } from "node:test";
import google from "google-libphonenumber";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import metadata from "libphonenumber-js/metadata.max.json";
import { createDigitSampler, createRandom } from "../../../tools/sample-digits.ts";
import { normalizePhone } from "./phone.ts";

const SEED = 20260801;
const SAMPLES_PER_KIND = 25;

const normalize = (text: string, region?: string) => normalizePhone(text, { readCountry: () => region?.toLowerCase() });

test("the documented examples, and every row of Meta's rules that a national number needs", () => {
  const rows: [text: string, region: string | undefined, expected: string][] = [
    ["+1 (555) 123-4567", "US", "15551234567"],
    ["(555) 123-4567", undefined, "15551234567"],
    ["(555) 123-4567", "US", "15551234567"],
    ["020 7946 0018", "GB", "442079460018"],
    ["+44 (0)20 7946 0018", "GB", "442079460018"],
    ["+44 (0)20 7946 0018", "FR", "442079460018"],
    ["+44 (0)20 7946 0018", undefined, "442079460018"],
    ["06 698 83712", "VA", "390669883712"],
    ["06 698 83712", "IT", "390669883712"],
    ["8 (912) 345-67-89", "RU", "79123456789"],
    ["06 20 123 4567", "HU", "36201234567"],
    ["011 15-2345-6789", "AR", "5491123456789"],
    ["011 44 20 7946 0018", "US", "442079460018"],
    ["(212) 555-0123 ext 5", "US", "12125550123"],
    ["٠٢٠ ٧٩٤٦ ٠٠١٨", "GB", "442079460018"],
    // libphonenumber reads the next two differently: it knows 00 only where it is the exit code, and dials letters.
    ["0044 20 7946 0018", "US", "442079460018"],
    ["1-800-FLOWERS", "US", "1800"],
  ];
  for (const [text, region, expected] of rows) assert.equal(normalize(text, region), expected, `${text} in ${region}`);
});

test("a number that is normalized already stays, with its country and without any", () => {
  for (const number of ["442079460018", "15551234567", "4915123456789", "33612345678", "390669883712", "61412345678"]) {
    assert.equal(normalize(number), number);
  }
  assert.equal(normalize("4915123456789", "DE"), "4915123456789");
  assert.equal(normalize("62812345678", "ID"), "62812345678");
  assert.equal(normalize("38343201234", "XK"), "38343201234");
  assert.equal(normalize("390669883712", "IT"), "390669883712");
});

test("what is no number, or a national one of an unknown country, is refused", () => {
  for (const text of ["", " ", "n/a", "+", "--", "12", "☎", "1".repeat(300)]) assert.equal(normalize(text, "US"), "");
  assert.equal(normalize("020 7946 0018", ""), "");
  assert.equal(normalize("020 7946 0018", "zz"), "");
  assert.equal(normalize("+44 20 7946 0018", ""), "442079460018");
});

test("an American zero, a number beside others and other odd input never throws", () => {
  for (const text of [
    "0",
    "00",
    "000000000000",
    "+0",
    "+00",
    "+1",
    "+999999999999",
    "0000044",
    "(0)",
    "ext 5",
    "#",
    ";",
  ]) {
    assert.equal(typeof normalize(text, "GB"), "string");
  }
});

test("a local number gets the area code that its whole region shares", () => {
  assert.equal(normalize("426 1234", "BB"), "12464261234");
  assert.equal(normalize("256789", "GG"), "441481256789");
  assert.equal(normalize("98123456", "CX"), "61898123456");
});

// ——— Every region, against two libraries ———

type Plan = [string, string, string, number[], unknown, string | 0, ...unknown[]];
const plans = new Map(Object.entries(metadata.countries as unknown as Record<string, Plan>));
const util = google.PhoneNumberUtil.getInstance();
const { PhoneNumberFormat, PhoneNumberType } = google;

interface Example {
  region: string;
  plan: Plan;
  national: string;
  /** E.164 digits. */
  expected: string;
}

const toExample = (region: string, national: string): Example => {
  const plan = plans.get(region) as Plan;
  return { region, plan, national, expected: plan[0] + national };
};

/** Google's own examples: a fixed-line and a mobile number of each region. */
function readExamples(): Example[] {
  const examples: Example[] = [];
  for (const region of plans.keys()) {
    for (const type of [PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE]) {
      const number = util.getExampleNumberForType(region, type);
      // An example that the other library's newer plan no longer has is none (Zimbabwe's landline).
      if (!number || !parsePhoneNumberFromString(util.format(number, PhoneNumberFormat.E164))?.isValid()) continue;
      examples.push(toExample(region, util.getNationalSignificantNumber(number)));
    }
  }
  return examples;
}

/** Random fixed-line and mobile numbers that are valid in their region. */
function sampleNumbers(): Example[] {
  const random = createRandom(SEED);
  const examples: Example[] = [];
  for (const [region, plan] of plans) {
    const types = plan[11] as [string][] | undefined;
    for (const pattern of [types?.[0]?.[0] ?? plan[2], types?.[1]?.[0] ?? plan[2]]) {
      const sample = createDigitSampler(pattern);
      for (let i = 0; i < SAMPLES_PER_KIND; i++) {
        const example = toExample(region, sample(random));
        const parsed = parsePhoneNumberFromString(`+${example.expected}`);
        if (parsed?.isValid() && parsed.nationalNumber === example.national) examples.push(example);
      }
    }
  }
  return examples;
}

/** Every text that the region's exit code can be; where `00` will do, codes of single carriers do not count. */
function readExitCodes([, exitCode]: Plan): string[] {
  if (!exitCode.startsWith("00(") && new RegExp(`^(?:${exitCode})$`).test("00")) return ["00"];
  const random = createRandom(SEED);
  const sample = createDigitSampler(exitCode);
  return [...new Set(Array.from({ length: 12 }, () => sample(random)))];
}

const inDigitsFrom = (zero: number, text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));

/** One number in the forms in which people write it. */
function* writeInManyForms({ plan, national, expected, region }: Example): Generator<[form: string, text: string]> {
  const [callingCode] = plan;
  const number = parsePhoneNumberFromString(`+${expected}`);
  const written = number?.formatNational() ?? national;
  const international = number?.formatInternational() ?? `+${expected}`;
  yield ["national", written];
  yield ["national, by Google", util.format(util.parse(`+${expected}`, region), PhoneNumberFormat.NATIONAL)];
  yield ["bare", national];
  yield ["code in front", expected];
  yield ["international", international];
  yield ["international, in brackets", `(+${callingCode}) ${national}`];
  yield ["international, labelled", `Tel.: ${international}`];
  yield ["00", `00${expected}`];
  yield ["00, spaced", `00 ${international.slice(1)}`];
  yield ["tel: address", `tel:+${expected};ext=12`];
  yield ["full-width digits", inDigitsFrom(0xff10, written)];
  yield ["full-width, international", inDigitsFrom(0xff10, international.replace("+", "＋"))];
  yield ["Arabic-Indic digits", inDigitsFrom(0x660, written)];
  yield ["Persian digits", inDigitsFrom(0x6f0, international)];
  for (const extension of [" ext 5", " ext. 1234", " x123", " #12", ";ext=5", " доб. 7", ", ext 77", " extension 9"]) {
    yield ["extension", written + extension];
    yield ["extension, international", international + extension];
  }
  // Where national numbers begin with a zero there is none to be dropped, and behind a trunk prefix it reads as 00.
  if (national.startsWith("0")) return;
  yield ["(0)", `+${callingCode} (0)${national}`];
  if (plan[5]) {
    yield ["trunk prefix", plan[5] + national];
    yield ["code and trunk prefix", `+${callingCode}${plan[5]}${national}`];
  }
}

const byLibphonenumberJs = (text: string, region: string) =>
  parsePhoneNumberFromString(text, region as "US")?.number.slice(1);

function byGoogle(text: string, region: string): string | undefined {
  try {
    return util.format(util.parse(text, region), PhoneNumberFormat.E164).slice(1);
  } catch {
    return undefined;
  }
}

test("Google's examples of all 245 regions, in every form, give the number's E.164 digits", (t) => {
  const examples = readExamples();
  let checked = 0;
  for (const example of examples) {
    for (const [form, text] of writeInManyForms(example)) {
      // The dropped zero of trunkless regions, and Russia's, Hungary's and North America's prefixes, which are no zero.
      if (form === "(0)" && byGoogle(text, example.region) !== example.expected) continue;
      assert.equal(normalize(text, example.region), example.expected, `${form}: ${text} in ${example.region}`);
      checked++;
    }
    for (const exitCode of readExitCodes(example.plan)) {
      const text = exitCode + example.expected;
      // 006 is a Thai exit code and 0066 is Thailand behind 00; what is meant shows in the number's length only.
      if (exitCode.length > 2 && text.startsWith(`00${example.plan[0]}`)) continue;
      assert.equal(normalize(text, example.region), example.expected, `exit code: ${text} in ${example.region}`);
      checked++;
    }
  }
  assert.equal(new Set(examples.map(({ region }) => region)).size, 245);
  t.diagnostic(`phones checked: ${checked} (${examples.length} examples of 245 regions)`);
});

test("numbers abroad are understood behind every region's own exit code", (t) => {
  let checked = 0;
  for (const [region, plan] of plans) {
    for (const exitCode of readExitCodes(plan)) {
      for (const number of [
        "442079460018",
        "33612345678",
        "12125550123",
        "4915123456789",
        "81312345678",
        "5511961234567",
      ]) {
        // 0052 is Brazil's carrier 52 as well as Mexico's code behind 00.
        if (`${exitCode}${number}`.startsWith(`00${plan[0]}`)) continue;
        assert.equal(normalize(exitCode + number, region), number, `${exitCode} ${number} in ${region}`);
        checked++;
      }
    }
  }
  t.diagnostic(`phones checked: ${checked} (exit codes)`);
});

/**
 * Where national numbers may begin like the calling code and the shortest numbers are shorter than the usual ones: bare
 * digits then can be two numbers. We read them so that a usual number with its code in front is always understood.
 */
const AMBIGUOUS_REGIONS = ["AT", "DE", "ID", "IT", "PH", "SE", "VA", "XK", "ZA"];

test("random numbers of all regions are read as both libraries read them", (t) => {
  const numbers = sampleNumbers();
  const counts = { agreed: 0, betterThanLibraries: 0, ambiguous: 0 };
  for (const number of numbers) {
    const { region, plan, expected } = number;
    for (const [form, text] of writeInManyForms(number)) {
      // Numbers behind an explicit code, in other digits or with an extension differ in nothing but the spelling.
      if (!["national", "bare", "code in front", "00", "(0)", "trunk prefix", "code and trunk prefix"].includes(form))
        continue;
      const actual = normalize(text, region);
      const [first, second] = [byLibphonenumberJs(text, region), byGoogle(text, region)];
      if (first !== second) continue;
      if (actual === first) counts.agreed++;
      else if (actual === expected) counts.betterThanLibraries++;
      else if (AMBIGUOUS_REGIONS.includes(region) && text.replace(/\D/g, "").startsWith(plan[0])) counts.ambiguous++;
      else assert.equal(actual, first, `${form}: ${text} in ${region} (seed ${SEED})`);
    }
  }
  assert.ok(counts.ambiguous < counts.agreed / 1_000);
  const total = counts.agreed + counts.betterThanLibraries + counts.ambiguous;
  t.diagnostic(`phones checked: ${total} (${numbers.length} random numbers, seed ${SEED}): ${JSON.stringify(counts)}`);
});
