import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hasPrivateParameter, isPrivatePair, isPrivateParameter } from "./private-parameter.ts";

const PRIVATE_NAMES =
  `email e-mail e_mail userEmail user[email] billing_email email_address password passwd passwort pass userpass user_pass
  user_password pwd passcode passphrase token resetToken reset_password_token access_token id_token csrf-token
  client_secret SECRET apiKey api_key api-key access_key auth oauth_verifier authorization otp sig signature
  X-Amz-Signature X-Amz-Credential jwt ssn iban PHPSESSID JSESSIONID session_id sessionId first_name firstName
  lastname full-name billing[first_name] surname user_name username customer_name f_name fname l_name dob birthday
  birth_date date_of_birth street address shipping_address_1
  shippingAddress loginOtp user[pass] pw bearer`.split(/\s+/);

for (const name of PRIVATE_NAMES) {
  test(`a parameter named ${name} is private`, () => {
    assert.ok(isPrivateParameter(name, "Jane Doe 1990"));
    assert.ok(isPrivatePair(`${encodeURIComponent(name)}=x7y8z9`));
  });
}

const PUBLIC_NAMES =
  `id order order_id q search s author authority model_name label_name hotel_name channel_name content_name name
  product_name item_name event_name campaign_name brand_name compass passport season_pass bypass status state st
  category cat sort page color size gclid msclkid ttclid variant sku signal design assign keyword keys monkey
  cellar telescope automobile headphones phone_model smartphone_case sectionid session possession
  utm_source value currency content_ids contents num_items content_type content_category search_string
  predicted_ltv delivery_category net_revenue click_url coupon discount code ref lang country city zip`.split(/\s+/);

for (const name of PUBLIC_NAMES) {
  test(`a parameter named ${name} is nobody's`, () => {
    assert.ok(!isPrivateParameter(name, "gold 1234567"));
  });
}

test("phone numbers' names are private where the value has a number's digits", () => {
  for (const name of [
    "phone",
    "tel",
    "ph",
    "mobile",
    "cell",
    "userPhone",
    "phone_number",
    "telephone",
    "customer[phone]",
  ]) {
    assert.ok(isPrivateParameter(name, "5551234567"), name);
    assert.ok(isPrivateParameter(name, "555 123 45"), name);
    assert.ok(!isPrivateParameter(name, "galaxy-s24"), name);
    assert.ok(!isPrivateParameter(name, "1"), name);
  }
});

test("a flag under a private name is nobody's", () => {
  for (const value of ["", "1", "0", "true", "No", "on"]) assert.ok(!isPrivateParameter("email_opt_in", value), value);
  assert.ok(isPrivateParameter("pin_token", "=abc"));
});

test("a private name is found in addresses inside addresses, and in JSON", () => {
  const texts = [
    "next=/reset?token=abc",
    "/reset?a=1&token=abc",
    "https://a.example/?r=https://b.example/?c=1&d=https://c.example/#access_token=abc",
    "/access_token=abc&expires_in=3600",
    "cart;jsessionid=A1B2C3",
    '{"user":{"password":"hunter2"}}',
    "{'first_name' : 'Jane'}",
  ];
  for (const text of texts) assert.ok(hasPrivateParameter(text), text);
});

test("a private word that names no parameter is only a word", () => {
  const texts = [
    "next=https://token-shop.example/?a=1",
    "/secret-garden/token",
    "https://token-shop.example/a=gold",
    "q=how to reset my password",
    "password",
    "=token",
    "a=1&b=token",
  ];
  for (const text of texts) assert.ok(!hasPrivateParameter(text), text);
});

test("a pair is private by what its value says, however often it is encoded", () => {
  for (const [name, value] of [
    ["u", "jane@example.com"],
    ["x", "+15551234567"],
    ["q", "call 555 123 4567"],
    ["next", "/reset?token=abc"],
    ["key", "wc_order_a1B2c3"],
  ] as const) {
    let encoded: string = value;
    for (let layer = 0; layer < 4; layer++) {
      assert.ok(isPrivatePair(`${name}=${encoded}`), encoded);
      encoded = encodeURIComponent(encoded);
    }
  }
  assert.ok(isPrivatePair("jane@example.com"), "without a name");
  assert.ok(isPrivatePair("jane%40example.com=1"), "as the name");
});

test("a phone number is one with its spaces written as plus signs, and with its own plus left as it is", () => {
  for (const pair of ["x=+44+20+7946+0018", "q=call+555+123+4567", "q=call+%2B15551234567"]) {
    assert.ok(isPrivatePair(pair), pair);
  }
});

test("a search for a product and a number is no phone number", () => {
  for (const pair of ["q=iphone+12345678", "q=order+1234567890", "order=0012345678", "p=C%2B%2B+20"]) {
    assert.ok(!isPrivatePair(pair), pair);
  }
});

test("any text has an answer", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (a, b) => {
      isPrivatePair(a);
      hasPrivateParameter(a);
      isPrivateParameter(a, b);
    }),
  );
});

test("a private pair that is another's value is found, and padding at a value's end hides nothing", () => {
  for (const pair of ["redirect=token%3Dabc123", "next=%2Fa%3Femail%3Djane", "token=YWJjZA==", "a=b=secret=x7y8"]) {
    assert.ok(isPrivatePair(pair), pair);
  }
  for (const pair of ["a=b=c", "filter=size%3Dxl", "q=1%2B1%3D2"]) assert.ok(!isPrivatePair(pair), pair);
});
