import { installStub } from "./stub.ts";

// What gets minified and pasted. The four placeholders are replaced by the site's own values (snippet/fill-snippet.ts).
installStub(window, document, {
  siteId: "YOUR_SITE_ID",
  apiKey: "YOUR_API_KEY",
  apiEndpoint: "https://YOUR_INGEST/event",
  consentMode: "off",
  bundle: "https://YOUR_CDN/v1/pixelflow.js",
});
