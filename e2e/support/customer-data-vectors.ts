import { createHash } from "node:crypto";
import google from "google-libphonenumber";
import countries from "i18n-iso-countries";
import { createRandom } from "../../tools/sample-digits.ts";

export const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

/** Arguments of a util and what it has to give. */
export type Vector = [args: unknown[], expected: string];

/** The documented examples and what is special about single fields, by util. */
export const EXAMPLES: Record<string, Vector[]> = {
  normalizeEmail: [
    [[" J.Doe+x@EXAMPLE.com "], "j.doe+x@example.com"],
    [["INFO@ISTANBUL.COM"], "info@istanbul.com"],
    [["josé@example.com"], ""],
  ],
  normalizeName: [
    [[" John "], "john"],
    [["IŞIL"], "işil"],
    [["O’Neil"], "oneil"],
    [["Vale\u0301ry"], "valéry"],
    [["ÌÍĨ"], "ìíĩ"],
  ],
  normalizePhone: [
    [["+1 (555) 123-4567", "US"], "15551234567"],
    [["(555) 123-4567"], "15551234567"],
    [["0532 123 45 67", "Türkiye"], "905321234567"],
    [["٠٢٠ ٧٩٤٦ ٠٠١٨", "GB"], "442079460018"],
  ],
  normalizeAlnumLower: [[["New York"], "newyork"]],
  normalizePostal: [[["94103-1234"], "94103"]],
  normalizeCountry: [
    [["United States"], "us"],
    [["UNITED STATES (US)"], "us"],
    [["ITALIA"], "it"],
    [["İTALYA"], "it"],
    [["Narnia"], ""],
  ],
  normalize: [
    [["TITANIC", "ct"], "titanic"],
    [["ILLINOIS", "st"], "il"],
    [["HIM", "ge"], "m"],
    [["16.02.1997", "db"], "19970216"],
    [[" USER I 42 ", "external_id"], "useri42"],
  ],
};

/** Every region's example numbers: national with its country, international without. */
export function readPhoneVectors(): Vector[] {
  const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = google;
  const util = PhoneNumberUtil.getInstance();
  return util.getSupportedRegions().flatMap((region) =>
    [PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE].flatMap((type): Vector[] => {
      const number = util.getExampleNumberForType(region, type);
      // Zimbabwe's example landline is of a plan that has ended.
      if (!number || (region === "ZW" && type === PhoneNumberType.FIXED_LINE)) return [];
      const expected = util.format(number, PhoneNumberFormat.E164).slice(1);
      return [
        [[util.format(number, PhoneNumberFormat.NATIONAL), region], expected],
        [[util.format(number, PhoneNumberFormat.INTERNATIONAL)], expected],
        [[expected, region], expected],
      ];
    }),
  );
}

/** Every country's codes and its English names. */
export function readCountryVectors(): Vector[] {
  const vectors: Vector[] = [];
  for (const [code, names] of Object.entries(countries.getNames("en", { select: "all" }))) {
    const texts = [code, countries.alpha2ToAlpha3(code) ?? code, ...names.filter((name) => name !== "Congo")];
    for (const text of texts) vectors.push([[text], code.toLowerCase()]);
  }
  return vectors;
}

/** Random text of every length up to ten kilobytes, with its digest by node:crypto. */
export function createHashVectors(count: number): Vector[] {
  const random = createRandom(20260801);
  const letters = ["a", "Z", "0", " ", "ß", "é", "정", "東", "ع", "😀"];
  return Array.from({ length: count }, (_, i): Vector => {
    const length = i < 130 ? i : Math.floor(random() * 2_500);
    const text = Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join("");
    return [[text], sha256(text)];
  });
}
