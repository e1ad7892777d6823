/** Four numbers of 32 bits; shorter ones may be somebody's own numbers. */
const MINTED = /^\d{1,10}(-\d{1,10}){3}$/;
const MIN_MINTED_LENGTH = 28;

/** Whether an id is one of `mintEventId`'s, which nobody can guess; a site's own ids may be order numbers. */
export const isMintedEventId = (id: string): boolean => id.length >= MIN_MINTED_LENGTH && MINTED.test(id);

/** Where randomness comes from: the browser's `crypto`, or a stand-in. */
export type RandomSource = Pick<Crypto, "getRandomValues">;

/**
 * A fresh event id: 128 random bits as four numbers, e.g. `1816382-3014511742-99120031-720411`.
 *
 * From `crypto` and not from `Math.random`, which test tools and some shops replace by a seeded generator: two visitors
 * would then mint the same id and the second one's purchase would be dropped as a repeat.
 */
export function mintEventId(random: RandomSource): string {
  return random.getRandomValues(new Uint32Array(4)).join("-");
}
