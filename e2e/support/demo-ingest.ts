// The real ingest with the demo's site, as `npm start` runs it, in a process of its own that a test can stop.
import { DEMO } from "../../build.mjs";
import { readSettings } from "../../server/settings.ts";
import { startIngest } from "../../server/start-ingest.ts";
import { DEMO_SITE } from "../../tools/demo-site-settings.ts";

const ingest = await startIngest({
  ...readSettings(process.env),
  sites: [DEMO_SITE],
  demo: { siteId: DEMO.site },
  log: () => {},
});
process.stdout.write(`${ingest.url}\n`);
process.on("SIGTERM", () => ingest.close().then(() => process.exit(0)));
