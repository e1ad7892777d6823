import type { Settings } from "./settings.ts";
import type { Ingest } from "./start-ingest.ts";

type Started = Pick<Ingest, "url" | "metricsUrl" | "generatedPassword" | "siteCount">;

/** What a person is told once an ingest listens: the addresses that it serves, how to log in, what is still to do. */
export function createStartupText(settings: Pick<Settings, "role" | "adminPassword">, ingest: Started): string {
  const { url, metricsUrl, siteCount } = ingest;
  const lines = [`Health   ${url}/healthz`];
  if (settings.role !== "relay") lines.unshift(`Ingest   ${url}/event`, `Events   ${url}/events`);
  if (metricsUrl) lines.push(`Metrics  ${metricsUrl}/metrics`);
  if (settings.role !== "relay") lines.push(describeLogIn(settings.adminPassword, ingest.generatedPassword));
  if (siteCount === 0)
    lines.push(
      "No site is configured yet, so no event is taken or sent: add a site on the dashboard, or list your sites in a",
      'JSON file and name it in SITES_FILE. The least it can say: {"sites": [{"id": "shop", "apiKey": "any-key"}]}',
    );
  return lines.join("\n");
}

function describeLogIn(adminPassword: string | null, generatedPassword: string | null): string {
  if (adminPassword !== null) return "Log in with the password in ADMIN_PASSWORD.";
  if (generatedPassword !== null)
    return `Log in with the password ${generatedPassword} (shown this once; npm run password sets another).`;
  return "Log in with the password that was set before (forgotten? npm run password sets another).";
}
