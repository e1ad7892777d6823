import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConsentMode } from "../config.ts";
import type { SiteSettings } from "../settings.ts";
import { type SettledMode, settleMode } from "./consent-mode.ts";

/** In the snippet, at the ingest (absent: not known yet), in Europe, elsewhere. */
const ROWS: [ConsentMode | undefined, ConsentMode | undefined, SettledMode | undefined, SettledMode | undefined][] = [
  ["off", "opt_in", "off", "off"],
  ["opt_in", "off", "opt_in", "opt_in"],
  ["opt_out", undefined, "opt_out", "opt_out"],
  ["auto", undefined, undefined, undefined],
  ["auto", "opt_in", "opt_in", "opt_in"],
  ["auto", "opt_out", "opt_out", "opt_out"],
  ["auto", "auto", "opt_in", "opt_out"],
  ["auto", "off", "opt_in", "opt_out"],
  [undefined, undefined, undefined, undefined],
  [undefined, "off", "off", "off"],
  [undefined, "opt_in", "opt_in", "opt_in"],
  [undefined, "opt_out", "opt_out", "opt_out"],
  [undefined, "auto", "opt_in", "opt_out"],
];

test("the snippet's mode counts, else the ingest's, and auto goes by country, then by the clock's zone", () => {
  for (const [written, told, inEurope, elsewhere] of ROWS) {
    const settings = told && ({ consentMode: told } as SiteSettings);
    assert.equal(
      settleMode(written, settings, () => true),
      inEurope,
      `${written}, ${told}, in Europe`,
    );
    assert.equal(
      settleMode(written, settings, () => false),
      elsewhere,
      `${written}, ${told}, elsewhere`,
    );
  }
});
