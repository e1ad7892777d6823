import type { UserDataParts } from "../types.ts";
import { CUSTOMER_FIELDS } from "../wire/customer-data.ts";
import { readList } from "./read-list.ts";
import { readOwnProperty } from "./read-own-property.ts";

type Snapshot = Record<string, unknown>;

const isObject = (value: unknown): value is object => Object(value) === value;

/** Whether `await` would wait for it. A `then` that throws when read is none: awaiting it could only reject. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  try {
    return isObject(value) && typeof (value as PromiseLike<unknown>).then === "function";
  } catch {
    return false;
  }
}

function takeSnapshot(userData: unknown): UserDataParts {
  const snapshot: Snapshot = {};
  const pending: Promise<void>[] = [];
  if (!isObject(userData)) return { known: snapshot };
  for (const field of CUSTOMER_FIELDS) {
    const value = readOwnProperty(userData, field);
    if (isThenable(value)) {
      pending.push(
        Promise.resolve(value).then(
          (resolved) => {
            snapshot[field] = readList(resolved) ?? resolved;
          },
          () => {},
        ),
      );
    } else if (value !== undefined) {
      snapshot[field] = readList(value) ?? value;
    }
  }
  return pending.length > 0
    ? { known: snapshot, rest: Promise.all(pending).then(() => snapshot) }
    : { known: snapshot };
}

/**
 * The page's `userData` as it is now, reduced to the known customer fields: what the page does to its object after the
 * call changes nothing.
 *
 * Takes whatever pages hand over: nothing, an object, a Promise of one, an object with single fields that are Promises.
 * What is no Promise is known at once; a field whose Promise is rejected is absent, a rejected `userData` is empty.
 */
export function readUserData(userData: unknown): UserDataParts {
  if (!isThenable(userData)) return takeSnapshot(userData);
  const rest = Promise.resolve(userData).then(
    (resolved) => {
      const { known, rest } = takeSnapshot(resolved);
      return rest ?? known;
    },
    () => ({}),
  );
  return { known: {}, rest };
}

/** The same, waited for only where there is something to wait for. */
export function resolveUserData(userData: unknown): Snapshot | Promise<Snapshot> {
  const { known, rest } = readUserData(userData);
  return rest ?? known;
}
