import type { NormalizeContext } from "./normalizer.ts";
import { readPhoneDigits } from "./phone-digits.ts";
import { findPlan, findPlanByCode, type PhonePlan } from "./phone-plans.ts";

/** Longer text is no phone number, and libphonenumber refuses it as well. */
const MAX_PHONE_LENGTH = 250;

/** Fewer digits are nobody's number. */
const MIN_DIGITS = 3;

/** The documented reading of a number that comes without any country. */
const DEFAULT_REGION = "us";

/** Digits as dialled inside the region, without what is dialled in front of the national number only. */
function toNational(dialled: string, plan: PhonePlan): string {
  const { areaCode, minDigits, trunk, trunkPattern, rewrite, rewritten } = plan;
  if (dialled.length < minDigits) return areaCode + (trunk === "0" ? dialled.replace(/^0+/, "") : dialled);
  const digits = dialled.replace(rewrite, rewritten);
  return digits === dialled || digits.length < minDigits ? dialled.replace(trunkPattern, "") : digits;
}

/** Digits behind a plus or an exit code: the calling code stays, a trunk prefix behind it goes (`+44 (0)20 …`). */
function fromInternational(dialled: string): string {
  const digits = dialled.replace(/^0+/, "");
  const plan = findPlanByCode(digits);
  return plan ? plan.callingCode + toNational(digits.slice(plan.callingCode.length), plan) : digits;
}

/** Whether the digits are the region's own calling code with a whole number behind it. */
function hasOwnCode(digits: string, { callingCode, trunk, minDigits, minBehindCode }: PhonePlan): boolean {
  if (!digits.startsWith(callingCode)) return false;
  const rest = digits.slice(callingCode.length);
  // Where the zero is part of the number (Italy), it can only follow a calling code.
  return rest.length >= (!trunk && rest.charAt(0) === "0" ? minDigits : minBehindCode);
}

/** Whether the digits are some calling code with a whole number behind it. */
function isInternational(digits: string): boolean {
  const plan = findPlanByCode(digits);
  return plan !== undefined && digits.length - plan.callingCode.length >= plan.minDigits;
}

/** The digits behind an exit code; `""` where none was dialled. */
function readBehindExitCode(dialled: string, plan: PhonePlan | undefined): string {
  const behindZeros = dialled.startsWith("00") ? dialled.replace(/^0+/, "") : "";
  // `0066…` in Thailand is Thailand's own code, though `006` is one of its exit codes.
  if (!plan || hasOwnCode(behindZeros, plan)) return behindZeros;
  const behindExitCode = dialled.replace(plan.exitCode, "");
  return behindExitCode !== dialled && isInternational(behindExitCode) ? behindExitCode : behindZeros;
}

function fromNational(dialled: string, plan: PhonePlan): string {
  const national = toNational(dialled, plan);
  // North American numbers have ten digits. More of them, from a page that names no country, already hold a code.
  const isForeign = plan.callingCode === "1" && national.length > plan.minDigits && isInternational(national);
  const isTooShort = dialled.length < plan.minDigits && dialled.startsWith(plan.callingCode);
  if (isForeign || (national === dialled && (isTooShort || hasOwnCode(dialled, plan))))
    return fromInternational(national);
  return plan.callingCode + national;
}

function toE164Digits(digits: string, readCountry: NormalizeContext["readCountry"]): string {
  if (digits.charAt(0) === "+") return fromInternational(digits.slice(1));
  const plan = findPlan(readCountry() ?? DEFAULT_REGION);
  const international = readBehindExitCode(digits, plan);
  if (international) return fromInternational(international);
  return plan ? fromNational(digits, plan) : "";
}

/**
 * A phone number as digits with the calling code in front: E.164 without the plus.
 *
 * A national number gets the code of the country (none: United States) and loses its trunk prefix; one that begins with
 * `+`, `00` or the country's own exit code keeps the code it has. Extensions and letters are removed. Numbers are not
 * checked for being assigned. `""` when hardly a digit is left, or when a national number's country is not known.
 */
export function normalizePhone(text: string, { readCountry }: Pick<NormalizeContext, "readCountry">): string {
  if (text.length > MAX_PHONE_LENGTH) return "";
  const digits = readPhoneDigits(text);
  return digits.length < MIN_DIGITS ? "" : toE164Digits(digits, readCountry);
}
