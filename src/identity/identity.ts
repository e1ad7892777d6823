import type { Identity } from "../types.ts";

/** The visitor's identity on this page. */
export interface IdentityKeeper {
  /** As it stands now; writes nothing. */
  read(): Identity;
  /** Writes the cookies that are missing or have news; consent has to allow it. */
  write(): void;
  /** Consent is refused or withdrawn: removes what is ours. */
  remove(): void;
}

/** Makes the keeper of identity. */
export function createIdentity({ readCookie }: { readCookie(name: string): string | undefined }): IdentityKeeper {
  return {
    read: () => ({ fbp: readCookie("_fbp"), fbc: readCookie("_fbc"), ttp: readCookie("_ttp") }),
    write() {},
    remove() {},
  };
}
