import assert from "node:assert/strict";
import { test } from "node:test";
import type { SiteSettings } from "../settings.ts";
import type { Consent } from "../wire/event.ts";
import type { SettledMode } from "./consent-mode.ts";
import { type Fate, findFate } from "./find-fate.ts";

const KNOWN = {} as SiteSettings;
const LIMITING = { limitOptOuts: true } as SiteSettings;

const granted: Consent = { state: "granted", source: "api", timestamp: 1 };
const denied: Consent = { state: "denied", source: "api", timestamp: 1 };
const unknown: Consent = { state: "unknown", source: "api" };
const controlled: Consent = { ...denied, source: "gpc" };

const ROWS: [Consent, SettledMode | undefined, SiteSettings | undefined, Fate, string][] = [
  [unknown, undefined, undefined, "keep", "the settings have to say whether visitors are asked"],
  [unknown, "off", undefined, "pass", "nobody is asked"],
  [unknown, "opt_out", undefined, "pass", "events flow unless refused"],
  [unknown, "opt_in", undefined, "wait", "held for the visitor"],
  [unknown, "opt_in", LIMITING, "wait", "no refusal to limit"],
  [granted, undefined, undefined, "pass", "a yes is a yes in every mode"],
  [granted, "opt_in", undefined, "pass", "a yes is a yes in every mode"],
  [granted, "opt_out", LIMITING, "pass", "a yes is a yes in every mode"],
  [denied, "opt_in", undefined, "refuse", "at once: no setting can change it"],
  [denied, "opt_in", LIMITING, "refuse", "who is asked first is never only limited"],
  [denied, "opt_out", undefined, "wait", "the settings may have it limited"],
  [denied, "opt_out", KNOWN, "refuse", "they do not"],
  [denied, "opt_out", LIMITING, "limit", "they do"],
  [denied, "off", KNOWN, "refuse", "the page itself has said no"],
  [denied, undefined, undefined, "wait", "mode and settings are to come"],
  [controlled, "opt_in", undefined, "wait", "the operator may have turned it off"],
  [controlled, "opt_in", KNOWN, "refuse", "nobody has"],
  [controlled, "off", undefined, "wait", "the operator may have turned it off"],
  [controlled, "off", KNOWN, "refuse", "in every mode"],
  [controlled, "off", LIMITING, "limit", "limited where the site chose so"],
  [controlled, "opt_in", LIMITING, "refuse", "who is asked first is never only limited"],
];

test("what becomes of calls follows from consent, mode and settings", () => {
  for (const [consent, mode, known, fate, why] of ROWS) {
    assert.equal(findFate(consent, mode, known), fate, `${consent.state} by ${consent.source} in ${mode}: ${why}`);
  }
});
