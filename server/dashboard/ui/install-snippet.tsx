import { useState } from "preact/hooks";
import template from "../../../dist/snippet.html" with { type: "text" };
import { fillSnippet } from "../../../snippet/fill-snippet.ts";
import { sha256 } from "../../../src/prepare/sha256.ts";
import { CopyButton } from "./copy-button.tsx";
import type { SiteSettings } from "./site-types.ts";

/** A SHA-256 in hex as base64, which content security policies want. */
function toBase64(hex: string): string {
  return btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))));
}

function originOf(address: string): string {
  return URL.parse(address)?.origin ?? address;
}

/** The tag of one site, ready to paste, and what a page with a content security policy has to allow. */
export function InstallSnippet({ site }: { site: Pick<SiteSettings, "id" | "apiKey" | "consent"> }) {
  const [bundle, setBundle] = useState(`${location.origin}/v1/pixelflow.js`);
  const endpoint = `${location.origin}/event`;
  const html = fillSnippet(template, {
    site: site.id,
    key: site.apiKey,
    endpoint,
    bundle,
    consent: site.consent,
  }).trim();
  const script = html.replace(/^<script>|<\/script>$/g, "");
  const policy = `script-src 'sha256-${toBase64(sha256(script))}' ${originOf(bundle)}\nconnect-src ${originOf(endpoint)}`;
  return (
    <div class="install">
      <p class="quiet">
        Paste it into the head of each page, before other scripts. The key may be seen: it opens nothing but sending.
      </p>
      <div class="code-box">
        <header>
          <span>The tag</span>
          <CopyButton label="Copy the tag" text={() => html} />
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to reach it */}
        <pre class="wraps" tabIndex={0}>
          {html}
        </pre>
      </div>
      <details>
        <summary>Own address of the tag, and content security policy</summary>
        <div class="field">
          <label for="bundle">Address of pixelflow.js</label>
          <input
            class="input"
            id="bundle"
            type="url"
            value={bundle}
            onInput={(event) => setBundle(event.currentTarget.value)}
          />
        </div>
        <div class="code-box">
          <header>
            <span>Add these to the page’s policy</span>
            <CopyButton label="Copy the lines" text={() => policy} />
          </header>
          <pre class="wraps">{policy}</pre>
        </div>
      </details>
    </div>
  );
}
