const STEPS = ["major", "minor", "patch"];

/**
 * The version to release: the current one, or the one that `wanted` names by step (`patch`, `minor`, `major`) or in full.
 *
 * Throws an Error that says what to write instead when it is neither, or not above the current one.
 */
export function nextVersion(current: string, wanted: string | undefined): string {
  if (wanted === undefined) return current;
  const step = STEPS.indexOf(wanted);
  const numbers = parseVersion(current);
  if (!numbers) throw new Error(`package.json's version is ${current}; write three numbers, such as 1.2.3.`);
  if (step >= 0) {
    return numbers.map((number, place) => (place < step ? number : place === step ? number + 1 : 0)).join(".");
  }
  const named = parseVersion(wanted);
  if (!named) throw new Error(`${wanted} is no version; write patch, minor, major, or three numbers such as 1.2.3.`);
  const place = named.findIndex((number, index) => number !== numbers[index]);
  if (place < 0 || (named[place] ?? 0) < (numbers[place] ?? 0)) {
    throw new Error(`${wanted} is not above the current version, ${current}.`);
  }
  return wanted;
}

function parseVersion(text: string): number[] | undefined {
  return /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(text) ? text.split(".").map(Number) : undefined;
}
