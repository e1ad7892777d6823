import { type SplitAmount, splitAmount } from "./split-amount.ts";

/** The quantity in a text as shops print it: `2`, `× 2`, `Qty: 2`. Undefined where no single number is one. */
export function parseQuantity(text: string): SplitAmount | undefined {
  const split = splitAmount(text);
  return split && !split.loneSign && !/[-−%]/.test(split.ahead + split.behind) ? split : undefined;
}
