import { CUSTOMER_FIELDS } from "../wire/customer-data.ts";
import { readOwnProperty } from "./read-own-property.ts";

type Snapshot = Record<string, unknown>;

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

/** Whether `await` would wait for it. A `then` that throws when read is none: awaiting it could only reject. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  try {
    return isObject(value) && typeof (value as PromiseLike<unknown>).then === "function";
  } catch {
    return false;
  }
}

function takeSnapshot(userData: unknown): Snapshot | Promise<Snapshot> {
  const snapshot: Snapshot = {};
  const pending: Promise<void>[] = [];
  if (!isObject(userData)) return snapshot;
  for (const field of CUSTOMER_FIELDS) {
    const value = readOwnProperty(userData, field);
    if (isThenable(value)) {
      pending.push(
        Promise.resolve(value).then(
          (resolved) => {
            snapshot[field] = copyList(resolved);
          },
          () => {},
        ),
      );
    } else if (value !== undefined) {
      snapshot[field] = copyList(value);
    }
  }
  return pending.length > 0 ? Promise.all(pending).then(() => snapshot) : snapshot;
}

function copyList(value: unknown): unknown {
  try {
    return Array.isArray(value) ? Array.prototype.slice.call(value, 0, 100) : value;
  } catch {
    return undefined;
  }
}

/**
 * The page's `userData` as it is now, reduced to the known customer fields: what the page does to its object after the
 * call changes nothing.
 *
 * Takes whatever pages hand over: nothing, an object, a Promise of one, an object with single fields that are Promises.
 * Returns at once unless a Promise was among it; the Promise it then returns never rejects: a rejected field is absent,
 * a rejected `userData` is empty.
 */
export function resolveUserData(userData: unknown): Snapshot | Promise<Snapshot> {
  if (!isThenable(userData)) return takeSnapshot(userData);
  return Promise.resolve(userData).then(takeSnapshot, () => ({}));
}
