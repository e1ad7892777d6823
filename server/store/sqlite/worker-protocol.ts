/** What this thread is for. */
export interface WorkerSettings {
  writes: boolean;
  path: string;
}

/** A value that travels, and the long JSON texts that belong to it, by position. */
export interface Parcel {
  value: unknown;
  texts: (string | null)[];
}

/** One call to a worker, by the name of the function that answers it. */
export interface WorkerCall {
  name: string;
  argument: Parcel;
}

/**
 * What is posted between the threads: the structure as JSON, and all texts in one string. For groups of many small
 * values that takes an eighth of the time of a structured clone; and a JSON text inside JSON would have every
 * quote of it escaped on one side and unescaped on the other.
 */
export type Message = [json: string, texts: string];

/** A message without content, which ends the thread. */
export const CLOSE: Message = ["", ""];

/** No JSON text holds this character. */
const SEPARATOR = "\0";

/** Packs parcels into one message; `wrap` gives what travels around their values. */
export function packMessage(parcels: readonly Parcel[], wrap: (values: PackedParcel[]) => unknown): Message {
  const values = parcels.map(({ value, texts }) => ({ value, texts: texts.length }));
  return [JSON.stringify(wrap(values)), parcels.flatMap(({ texts }) => texts).join(SEPARATOR)];
}

/** A parcel whose texts are only counted. */
export interface PackedParcel {
  value: unknown;
  texts: number;
}

/** What comes back: results in order, with the messages of those calls that failed, by index; or that none stands. */
export type Reply =
  | { id: number; values: PackedParcel[]; failures: [index: number, message: string][] }
  | { id: number; failed: string };

/** Gives packed parcels their texts back, in order. */
export function unpackParcels(packed: readonly PackedParcel[], texts: string): Parcel[] {
  const all = texts.split(SEPARATOR).map((text) => (text === "" ? null : text));
  let next = 0;
  return packed.map(({ value, texts: count }) => {
    next += count;
    return { value, texts: all.slice(next - count, next) };
  });
}
