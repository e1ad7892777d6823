import type { KeyValueStore } from "../types.ts";

/**
 * The origin's local storage, or the tab's own. Every access is guarded: reading the property throws with cookies blocked
 * and in sandboxed frames, writing throws when the quota is used up or the page has replaced the object. Nothing is
 * written while `mayStore` says no.
 */
export function createStorage(
  kind: "localStorage" | "sessionStorage" = "localStorage",
  mayStore = () => true,
): KeyValueStore {
  const attempt = <Result>(access: (storage: Storage) => Result, instead: Result): Result => {
    try {
      return access(window[kind]);
    } catch {
      return instead;
    }
  };
  return {
    keys: (prefix) => attempt((storage) => Object.keys(storage).filter((key) => key.startsWith(prefix)), []),
    read: (key) => attempt((storage) => storage.getItem(key), null),
    write: (key, value) =>
      mayStore() &&
      attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false),
    remove: (key) => attempt((storage) => storage.removeItem(key), undefined),
  };
}
