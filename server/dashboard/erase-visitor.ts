import * as v from "valibot";
import { HttpError } from "../http/http-error.ts";
import type { Store } from "../store/store.ts";

const ROWS_PER_PIECE = 5000;

const needle = v.pipe(v.string(), v.trim(), v.minLength(8), v.maxLength(128), v.regex(/^[\w.:@-]+$/));
const bodySchema = v.strictObject({ identifiers: v.pipe(v.array(needle), v.minLength(1), v.maxLength(20)) });

/** The identifiers in a request to erase. Throws HttpError 400, which does not quote them. */
export function readIdentifiers(body: unknown): string[] {
  const parsed = v.safeParse(bodySchema, body);
  if (!parsed.success)
    throw new HttpError(
      400,
      "identifiers has to be a list of 1 to 20 hashes or ids of at least 8 characters, never an address in clear.",
    );
  if (parsed.output.identifiers.some((one) => one.includes("@")))
    throw new HttpError(400, "An e-mail address in clear is not taken: send its SHA-256.");
  return parsed.output.identifiers;
}

/** No browser repeats an event for longer: it gives up after a week, as Meta does. */
const REPEATS_MS = 8 * 24 * 60 * 60_000;

interface EraseOptions {
  store: Store;
  siteId: string;
  identifiers: readonly string[];
  now?: () => number;
}

/**
 * Deletes every row of a site whose event holds one of the identifiers; resolves to how many there were. A repeat of
 * such an event, from a browser that still holds it, is not stored anew.
 */
export async function eraseVisitor({ store, siteId, identifiers, now = Date.now }: EraseOptions): Promise<number> {
  // As JSON texts, so that an id is not found inside a longer one.
  const needles = identifiers.map((identifier) => JSON.stringify(identifier));
  let erased = 0;
  let before: string | undefined;
  do {
    const piece = await store.search({ siteId, needles, scan: ROWS_PER_PIECE, ...(before && { before }) });
    if (piece.ids.length > 0) erased += await store.remove(piece.ids, now() + REPEATS_MS);
    before = piece.next ?? undefined;
  } while (before);
  return erased;
}
