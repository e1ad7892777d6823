/** Makes of an address what a script element accepts, where the page enforces Trusted Types. */
export interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

/** Loads a script of somebody else; `policy` is the snippet's, since a page allows each policy's name once. */
export function loadScript(url: string, policy?: ScriptUrlPolicy): void {
  const { trustedTypes } = window as { trustedTypes?: PolicyFactory };
  const allowed = policy ?? trustedTypes?.createPolicy("pixelflow", { createScriptURL: String });
  document.head.append(
    Object.assign(document.createElement("script"), {
      src: allowed?.createScriptURL(url) ?? url,
      // A page whose policy goes by nonces has given one to each of its scripts.
      nonce: document.querySelector<HTMLElement>("script[nonce]")?.nonce,
    }),
  );
}
