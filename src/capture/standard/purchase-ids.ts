import { toJson } from "../../wire/to-json.ts";

/** Event ids of purchases that the page's own elements tell, by what is bought. */
export interface PurchaseIds {
  /** The same for the same parameters, until it is told to forget. */
  idOf(parameters: Record<string, unknown>): string;
  /** Another view has begun: what is bought there is bought anew. */
  forget(): void;
}

/**
 * Makes them: a purchase that is clicked again on the same view, because the card was declined or nothing seemed to
 * happen, keeps its id and counts once.
 */
export function createPurchaseIds(newEventId: () => string): PurchaseIds {
  const ids = new Map<string, string>();
  return {
    idOf(parameters) {
      const bought = toJson(parameters);
      const id = ids.get(bought) ?? newEventId();
      ids.set(bought, id);
      return id;
    },
    forget() {
      ids.clear();
    },
  };
}
