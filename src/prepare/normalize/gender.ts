import { computeOnce } from "../compute-once.ts";

// The words that Meta's parameter builder understands, and no others: a word it would refuse cannot match.
const MALE =
  "m man male boy gentleman guy sir mister mr son father dad daddy papa uncle nephew brother husband boyfriend groom " +
  "widower king prince duke count emperor god lord lad fellow chap bloke dude he him his himself";
const FEMALE =
  "f woman female girl lady miss ms mrs madam ma'am daughter mother mom mama mommy aunt niece sister wife girlfriend " +
  "bride widow queen princess duchess countess empress goddess maiden lass gal chick dame belle she her hers herself";

const readGenders = computeOnce(() => {
  const genders = new Map<string, string>();
  for (const words of [MALE, FEMALE]) {
    for (const word of words.split(" ")) genders.set(word, words.charAt(0));
  }
  return genders;
});

/** `m` or `f` for a word that says so (`Male`, `Mrs`, `her`); `""` for every other. */
export function normalizeGender(text: string): string {
  return readGenders().get(text.toLowerCase().trim()) ?? "";
}
