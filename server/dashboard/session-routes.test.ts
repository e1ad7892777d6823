import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestFolder, startTestIngest } from "../test-support/start-test-ingest.ts";

const logIn = (url: string, password: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/session`, { method: "POST", body: JSON.stringify({ password }), headers });

test("every route of the API is closed without a log-in, and the API key opens none", async (t) => {
  const ingest = await startTestIngest(t);
  for (const path of ["/api/session", "/api/events", "/api/events/1", "/api/stream", "/api/nothing"]) {
    const response = await fetch(`${ingest.url}${path}`, { headers: { "api-key": "shop-key" } });
    assert.equal(response.status, 401, path);
  }
});

test("the cookie is out of reach of scripts and other sites, and ends with the log-out", async (t) => {
  const ingest = await startTestIngest(t);
  const response = await logIn(ingest.url, "correct horse battery");
  assert.equal(response.status, 204);
  const setCookie = response.headers.get("set-cookie") ?? "";
  assert.match(setCookie, /HttpOnly/);
  assert.match(setCookie, /SameSite=Strict/);
  const cookie = setCookie.split(";")[0] ?? "";
  assert.equal((await fetch(`${ingest.url}/api/session`, { headers: { cookie } })).status, 200);
  const forged = cookie.replace(/=\d/, "=9");
  assert.equal((await fetch(`${ingest.url}/api/session`, { headers: { cookie: forged } })).status, 401);
  const out = await fetch(`${ingest.url}/api/session`, { method: "DELETE", headers: { cookie } });
  assert.match(out.headers.get("set-cookie") ?? "", /Max-Age=0/);
});

test("behind a proxy that speaks TLS the cookie stays on TLS", async (t) => {
  const ingest = await startTestIngest(t, { trustedProxies: ["127.0.0.1"] });
  const cookieWith = async (headers: Record<string, string>) =>
    (await logIn(ingest.url, "correct horse battery", headers)).headers.get("set-cookie") ?? "";
  assert.match(await cookieWith({ "x-forwarded-proto": "https" }), /; Secure/);
  assert.doesNotMatch(await cookieWith({}), /; Secure/);
});

test("a change asked for by another site is refused", async (t) => {
  const ingest = await startTestIngest(t);
  for (const headers of [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
  ] as Record<string, string>[])
    assert.equal((await logIn(ingest.url, "correct horse battery", headers)).status, 403);
  assert.equal((await logIn(ingest.url, "correct horse battery", { origin: ingest.url })).status, 204);
});

test("guessing is slowed down", async (t) => {
  const ingest = await startTestIngest(t);
  const answers = [];
  for (let tries = 0; tries < 6; tries += 1) answers.push(await logIn(ingest.url, "a wrong guess"));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [401, 401, 401, 401, 401, 429],
  );
  assert.ok(Number(answers[5]?.headers.get("retry-after")) > 0);
});

test("the generated password is told once and works after a restart", async (t) => {
  const store = { kind: "sqlite" as const, dataDir: await createTestFolder(t) };
  const first = await startTestIngest(t, { store, adminPassword: null });
  const password = first.generatedPassword ?? "";
  assert.ok(password.length >= 16);
  const cookie = (await logIn(first.url, password)).headers.get("set-cookie")?.split(";")[0] ?? "";
  await first.close();
  const second = await startTestIngest(t, { store, adminPassword: null });
  assert.equal(second.generatedPassword, null);
  assert.equal((await logIn(second.url, password)).status, 204);
  assert.equal((await fetch(`${second.url}/api/session`, { headers: { cookie } })).status, 200);
});

test("a first start that fails keeps no password that nobody saw", async (t) => {
  const store = { kind: "sqlite" as const, dataDir: await createTestFolder(t) };
  const { url } = await startTestIngest(t);
  const port = Number(new URL(url).port);
  await assert.rejects(startTestIngest(t, { store, adminPassword: null, port }), /another program has the port/);
  const second = await startTestIngest(t, { store, adminPassword: null });
  assert.equal((await logIn(second.url, second.generatedPassword ?? "")).status, 204);
});
