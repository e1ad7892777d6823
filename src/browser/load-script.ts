/** Makes of an address what a script element accepts, where the page enforces Trusted Types. */
export interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

/**
 * Makes the loader of further scripts. A page allows each policy's name once, so one policy makes all their addresses:
 * `given` by the snippet, or else created with the first script.
 */
export function createScriptLoader(given: ScriptUrlPolicy | undefined): (url: string) => void {
  let policy = given;
  return (url) => {
    policy ??= (window as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy("pixelflow", {
      createScriptURL: String,
    });
    document.head.append(
      Object.assign(document.createElement("script"), {
        src: policy?.createScriptURL(url) ?? url,
        // A page whose policy goes by nonces has given one to each of its scripts.
        nonce: document.querySelector<HTMLElement>("script[nonce]")?.nonce,
      }),
    );
  };
}
