import type { NormalizeContext } from "./normalizer.ts";
import { readPhoneDigits } from "./phone-digits.ts";
import { type PhonePlan, readPhonePlans } from "./phone-plans.ts";

/** Longer text is no phone number, and libphonenumber refuses it as well. */
const MAX_PHONE_LENGTH = 250;

/** Fewer digits are nobody's number. */
const MIN_DIGITS = 3;

/** The documented reading of a number that comes without any country. */
const DEFAULT_REGION = "us";

/** Digits as dialled inside the region, without what is dialled in front of the national number only. */
function toNationalNumber(dialled: string, plan: PhonePlan): string {
  if (dialled.length < plan.minLength) return plan.localArea + dialled;
  const rewritten = dialled.replace(plan.rewrite, plan.replacement);
  if (rewritten !== dialled && rewritten.length >= plan.minLength) return rewritten;
  const { length } = plan.trunkPrefix;
  let digits = dialled;
  while (length > 0 && digits.startsWith(plan.trunkPrefix) && digits.length - length >= plan.minLength) {
    digits = digits.slice(length);
  }
  return digits;
}

/** The plan whose calling code the digits begin with; calling codes are no prefixes of each other. */
function findPlan(digits: string): PhonePlan | undefined {
  const { byCallingCode } = readPhonePlans();
  return (
    byCallingCode.get(digits.slice(0, 1)) ??
    byCallingCode.get(digits.slice(0, 2)) ??
    byCallingCode.get(digits.slice(0, 3))
  );
}

/** Digits behind a plus or an exit code: the calling code stays, a trunk prefix behind it goes (`+44 (0)20 …`). */
function fromInternational(dialled: string): string {
  const digits = dialled.replace(/^0+/, "");
  const plan = findPlan(digits);
  return plan ? plan.callingCode + toNationalNumber(digits.slice(plan.callingCode.length), plan) : digits;
}

/** Whether the digits are the region's own calling code with a whole number behind it. */
function hasOwnCode(digits: string, { callingCode, trunkPrefix, minLength, minLengthAfterCode }: PhonePlan): boolean {
  if (!digits.startsWith(callingCode)) return false;
  const rest = digits.slice(callingCode.length);
  // Where the zero is part of the number (Italy), it can only follow a calling code.
  return rest.length >= (!trunkPrefix && rest.charAt(0) === "0" ? minLength : minLengthAfterCode);
}

/** Whether the digits are some calling code with a whole number behind it. */
function isInternational(digits: string): boolean {
  const plan = findPlan(digits);
  return plan !== undefined && digits.length - plan.callingCode.length >= plan.minLength;
}

/** The digits behind an exit code, or `undefined` where none was dialled. */
function readBehindExitCode(dialled: string, plan: PhonePlan | undefined): string | undefined {
  const behindZeros = /^00+(.*)/.exec(dialled)?.[1];
  // `0066…` in Thailand is Thailand's own code, though `006` is one of its exit codes.
  if (plan && behindZeros && hasOwnCode(behindZeros, plan)) return behindZeros;
  const exitCode = plan?.exitCode.exec(dialled)?.[0];
  const behindExitCode = exitCode && dialled.slice(exitCode.length);
  return behindExitCode && isInternational(behindExitCode) ? behindExitCode : behindZeros;
}

function fromNational(dialled: string, plan: PhonePlan): string {
  const national = toNationalNumber(dialled, plan);
  // North American numbers have ten digits. More of them, from a page that names no country, already hold a code.
  const isForeign = plan.callingCode === "1" && national.length > plan.minLength && isInternational(national);
  const isTooShort = dialled.length < plan.minLength && dialled.startsWith(plan.callingCode);
  if (isForeign || (national === dialled && (isTooShort || hasOwnCode(dialled, plan))))
    return fromInternational(national);
  return plan.callingCode + national;
}

function toE164Digits(digits: string, country: string): string {
  if (digits.charAt(0) === "+") return fromInternational(digits.slice(1));
  const plan = readPhonePlans().byRegion.get(country);
  const international = readBehindExitCode(digits, plan);
  if (international) return fromInternational(international);
  return plan ? fromNational(digits, plan) : "";
}

/**
 * A phone number as digits with the calling code in front: E.164 without the plus.
 *
 * A national number gets the code of `country` (none: United States) and loses its trunk prefix; one that begins with
 * `+`, `00` or the country's own exit code keeps the code it has. Extensions and letters are removed. Numbers are not
 * checked for being assigned. `""` when hardly a digit is left, or when a national number's country is not known.
 */
export function normalizePhone(text: string, { country = DEFAULT_REGION }: Pick<NormalizeContext, "country">): string {
  if (text.length > MAX_PHONE_LENGTH) return "";
  const digits = readPhoneDigits(text);
  return digits.length < MIN_DIGITS ? "" : toE164Digits(digits, country);
}
