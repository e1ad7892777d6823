import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cleanParameter } from "../../src/wire/clean-parameter.ts";
import { cleanUrl } from "../../src/wire/clean-url.ts";
import { cutPersonal } from "../../src/wire/cut-personal.ts";
import { cleanAddress, cleanValue, cleanWords } from "./clean-text.ts";

/** Pieces of what the rules look for, of what looks like it, and of what stands around it. */
const PIECES = (
  "a é 1 0 00 555 1234 4567 + ( ) - . / : , ; # #/ ? & = % %40 %25 @ ' \" { } _ eyJ eyJhbGciOiJI wc_order_a1 " +
  "https://shop.example/ jane example.com utm_source fbclid amp; name email Mail pass word pwd token secret credential " +
  "signature sessid session id key api first last user customer birthday date of birth otp oauth sig jwt ssn iban dob " +
  "street address login ph tel telefono mobile cell phone number true gold"
).split(" ");
const text = fc
  .array(fc.constantFrom(...PIECES, " "), { maxLength: 14 })
  .map((pieces) => pieces.join(""))
  .filter((made) => made.length <= 2048);

test("looking first finds whatever the tag's rules would cut", () => {
  fc.assert(
    fc.property(text, (made) => {
      assert.equal(cleanWords(made), cutPersonal(made));
      assert.equal(cleanValue("note", made), cleanParameter("note", made));
      assert.equal(cleanValue("order_id", made), cleanParameter("order_id", made));
      assert.equal(cleanAddress(made), cleanUrl(made));
    }),
    { numRuns: 20_000 },
  );
});

test("looking first finds every private name in a query", () => {
  const names =
    "email passw passcode passphrase pwd token secret credential signature sess_id session_id api_key accessKey auth_key private-key first_name last_name fullName given_name familyName surname birth_day date_of_birth e-mail oauth authorization otp sig jwt ssn iban dob street address user_name customer_name f_name lname pass user_pass ph tel telefono mobile cell phone_number phone_no".split(
      " ",
    );
  for (const name of names) {
    const address = `https://shop.example/x?a=1&${name}=5551234567`;
    assert.equal(cleanUrl(address), "https://shop.example/x?a=1", name);
    assert.equal(cleanAddress(address), "https://shop.example/x?a=1", name);
    assert.equal(cleanAddress(address.toUpperCase()), cleanUrl(address.toUpperCase()), name);
  }
});
