import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings, SettingsError } from "./settings.ts";

test("an empty environment is enough", () => {
  assert.deepEqual(readSettings({}), {
    host: "127.0.0.1",
    port: 8787,
    store: { kind: "sqlite", dataDir: "data" },
    role: "all",
    graph: { url: "https://graph.facebook.com", version: "v26.0" },
    adminPassword: null,
    sitesFile: null,
    rateLimits: { perKey: 1000, perIp: 400 },
    trustedProxies: [],
    countryHeader: null,
    retentionDays: 190,
    metricsPort: null,
    alertWebhookUrl: null,
  });
});

test("every variable is read", () => {
  const settings = readSettings({
    PORT: "0",
    DATABASE_URL: "postgres://u:p@db/pixelflow",
    ROLE: "relay",
    META_GRAPH_URL: "http://127.0.0.1:9/",
    META_API_VERSION: "v25.0",
    TRUSTED_PROXIES: "10.0.0.0/8, ::1",
    COUNTRY_HEADER: "CF-IPCountry",
    RATE_LIMIT_PER_IP: "0",
  });
  assert.equal(settings.port, 0);
  assert.deepEqual(settings.store, { kind: "postgres", url: "postgres://u:p@db/pixelflow" });
  assert.equal(settings.role, "relay");
  assert.deepEqual(settings.graph, { url: "http://127.0.0.1:9", version: "v25.0" });
  assert.deepEqual(settings.trustedProxies, ["10.0.0.0/8", "::1"]);
  assert.equal(settings.countryHeader, "cf-ipcountry");
  assert.equal(settings.rateLimits.perIp, 0);
});

test("everything that cannot be used is named at once, without a secret's value", () => {
  const env = { PORT: "http", ADMIN_PASSWORD: "short", META_API_VERSION: "26", DATABASE_URL: "mysql://u:hidden@db" };
  assert.throws(
    () => readSettings(env),
    (error: Error) => {
      assert.ok(error instanceof SettingsError);
      for (const name of Object.keys(env))
        assert.match(error.message, new RegExp(`^${name} cannot be used: write`, "m"));
      assert.doesNotMatch(error.message, /short|hidden/);
      return true;
    },
  );
});

test("proxies are addresses or ranges", () => {
  for (const TRUSTED_PROXIES of ["10.0.0.0/33", "256.1.1.1", "proxy.example", "::1/129", "10.0.0.0/8/8"])
    assert.throws(() => readSettings({ TRUSTED_PROXIES }), /TRUSTED_PROXIES cannot be used/);
});

test("a role of its own needs a store that processes share", () => {
  assert.throws(() => readSettings({ ROLE: "relay" }), /ROLE=relay needs DATABASE_URL/);
});
