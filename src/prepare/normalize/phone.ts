import { computeOnce } from "../compute-once.ts";
import { PHONE_PLANS } from "./generated/phone-plans.ts";
import type { NormalizeContext } from "./normalizer.ts";

/** Longer text is no phone number; numbering plans end at 17 digits. */
const MAX_PHONE_LENGTH = 250;

/** The documented reading of a number that comes without any country. */
const DEFAULT_COUNTRY = "us";

interface PhonePlan {
  callingCode: string;
  trunkPrefix: string;
  minLength: number;
}

const readPlans = computeOnce(() => {
  const plans = new Map<string, PhonePlan>();
  for (const row of PHONE_PLANS.split(";")) {
    const [country = "", callingCode = "", trunkPrefix = "", minLength = ""] = row.split(",");
    plans.set(country, { callingCode, trunkPrefix, minLength: Number(minLength) });
  }
  return plans;
});

const DIGIT_ZEROS = [0x30, 0x660, 0x6f0, 0xff10];

/** The text's digits as ASCII, with a leading `+` where a plus sign comes first. */
function readDialled(text: string): string {
  let dialled = "";
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!dialled && (code === 0x2b || code === 0xff0b)) dialled = "+";
    for (const zero of DIGIT_ZEROS) if (code >= zero && code < zero + 10) dialled += code - zero;
  }
  return dialled;
}

/**
 * A phone number as digits with the country code in front, as in E.164 without the plus; national numbers get the code
 * of `country` (none: United States) and lose their trunk prefix. Extensions and letters are removed.
 */
export function normalizePhone(text: string, { country }: Pick<NormalizeContext, "country">): string {
  if (text.length > MAX_PHONE_LENGTH) return "";
  const number = text.replace(/\(0\)/, "").replace(/\s*(?:ext|x|#|;).*$/i, "");
  const dialled = readDialled(number);
  if (/^(\+|00)/.test(dialled)) return dialled.replace(/^(\+|0)0*/, "");
  const plan = readPlans().get(country ?? DEFAULT_COUNTRY);
  if (!plan || !dialled) return "";
  const strip = (prefix: string, digits: string) =>
    prefix && digits.startsWith(prefix) && digits.length - prefix.length >= plan.minLength
      ? digits.slice(prefix.length)
      : digits;
  return plan.callingCode + strip(plan.trunkPrefix, strip(plan.callingCode, dialled));
}
