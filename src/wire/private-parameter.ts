import { cutPersonal } from "./cut-personal.ts";
import { decodeAddress } from "./decode-address.ts";

/** Names whose values are personal or secret, as part of a name (`user_email`, `resetToken`, `PHPSESSID`) or as a word of it. */
const PRIVATE_NAME =
  /email|passw|passcode|passphrase|pwd|token|secret|credential|signature|sess(ion)?_?id|(api|access|auth|private)_?key|(first|last|full|given|family|sur)_?name|birth_?da|of_birth|(^|_)(e_mail|o?auth|authorization|otp|bearer|pw|sig|jwt|ssn|iban|cvv|cvc|card_?n(umber|um|o)|dob|street|address|(user|customer|f|l)_?name)(_|$)|^(user_?|login_?)?pass_?$/;

/** A phone number's, if the value has digits enough: `?mobile=galaxy` is a product. */
const PHONE_NAME = /(^|_)(ph|tel|telefono?|mobile|cell)(_|$)|phone(_?(number|num|no))?_?$/;

/** Too little to be anybody's: `email=yes`, `token=1`. */
const FLAG = /^(\w?|true|false|yes|no|on|off)$/i;

/** Whether a parameter is personal or secret by its name; `name` and `value` are decoded. */
export function isPrivateParameter(name: string, value: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z]+/g, "_");
  return (PRIVATE_NAME.test(words) && !FLAG.test(value)) || (PHONE_NAME.test(words) && /(\d\D*){6}/.test(value));
}

/**
 * Whether decoded text has `name=value`, or `"name": value`, with a private name anywhere: addresses hold addresses, and
 * values whole pairs (`redirect=token=…`).
 */
export function hasPrivateParameter(text: string): boolean {
  return text.split(/[?&#;,{}]/).some((piece) => {
    const parts = piece.split(/=|["']\s*:/);
    return parts.some((name, index) => {
      // The beginning tells enough, and hostile text takes linear time.
      const value = parts.slice(index + 1, index + 9).join("=");
      return index < parts.length - 1 && isPrivateParameter(name.slice(name.lastIndexOf("/") + 1), value);
    });
  });
}

/** Whether `name=value` as it stands in a query is personal or secret, by its name, its value, or a value in its value. */
export function isPrivatePair(pair: string): boolean {
  // A `+` is a space (`iphone+12345678`), but where a value begins it is a phone number's that nobody encoded.
  const text = decodeAddress(pair.replace(/([^=+])\+/g, "$1 "));
  return hasPrivateParameter(text) || cutPersonal(text) !== text;
}
