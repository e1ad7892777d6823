import assert from "node:assert/strict";
import { test } from "node:test";
import { findBotPattern } from "./bots.ts";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

const AGENTS: [userAgent: string, pattern: string | undefined][] = [
  [CHROME, undefined],
  ["Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36", undefined],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 [FBAN/FBIOS;FBAV/500.0]", undefined],
  ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "bot"],
  [CHROME.replace("Chrome/", "HeadlessChrome/"), "headless"],
  ["facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "facebookexternalhit"],
  ["meta-externalagent/1.1", "meta-externalagent"],
  ["meta-externalfetcher/1.1", "meta-external"],
  ["python-requests/2.32", "python-requests"],
  ["curl/8.5.0", "curl/"],
  ["", undefined],
];

test("programs that name themselves are found by the first pattern of the list, and nobody else is", () => {
  for (const [userAgent, pattern] of AGENTS) assert.equal(findBotPattern(userAgent), pattern, userAgent);
});
