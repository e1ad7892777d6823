// The real ingest with the demo's site, as `npm start` runs it, in a process of its own that a test can stop.
import { readSettings } from "../../server/settings.ts";
import { startIngest } from "../../server/start-ingest.ts";

const ingest = await startIngest({
  ...readSettings(process.env),
  sites: [{ id: "demo", apiKey: "demo-key" }],
  demo: { siteId: "demo" },
  log: () => {},
});
process.stdout.write(`${ingest.url}\n`);
process.on("SIGTERM", () => ingest.close().then(() => process.exit(0)));
