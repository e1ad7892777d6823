import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cleanUrl, readUtmParams } from "./clean-url.ts";
import { MAX_URL_LENGTH, MAX_UTM_LENGTH } from "./limits.ts";

const SHOP = "https://shop.example";

/** Addresses with something personal, and what may be stored of them. */
const CUT: [dirty: string, clean: string][] = [
  // Names of secrets and of personal data.
  ["/?email=jane%40example.com&order=17", "/?order=17"],
  ["/?order=17&reset_token=abc&x=1", "/?order=17&x=1"],
  ["/login?user=1&password=hunter2", "/login?user=1"],
  ["/login?pass=gold", "/login"],
  ["/?%65mail=x.y.z", "/"],
  ["/?%2565mail=x.y.z", "/"],
  ["/?billing[first_name]=Jane&a=1", "/?a=1"],
  ["/?tel=%2B15551234567", "/"],
  ["/?tel=+44+20+7946+0018", "/"],
  ["/?phone=5551234567", "/"],
  // Values, whatever their name.
  ["/?u=jane@example.com&a=1", "/?a=1"],
  ["/?u=jane%2540example.com&a=1", "/?a=1"],
  ["/?jane@example.com", "/"],
  ["/?a=1&jane%40example.com", "/?a=1"],
  ["/?q=call+%28555%29+123-4567", "/"],
  ["/checkout/order-received/17/?key=wc_order_a1B2c3", "/checkout/order-received/17/"],
  // Addresses and JSON inside parameters.
  ["/login?next=%2Freset%3Ftoken%3Dabc&a=1", "/login?a=1"],
  ["/login?next=/reset?token=abc&a=1", "/login?a=1"],
  [`/?r=${encodeURIComponent(`https://a.example/?r=${encodeURIComponent("https://b.example/?c=1&token=abc")}`)}`, "/"],
  ["/?r=https%3A%2F%2Fa.example%2F%23access_token%3Dabc", "/"],
  ["/?state=%7B%22password%22%3A%22hunter2%22%7D", "/"],
  // The path.
  ["/account/jane@example.com/orders", "/account/redacted/orders"],
  ["/account/jane.doe%40example.com/orders", "/account/redacted/orders"],
  ["/account/jane%2540example.com", "/account/redacted"],
  ["/mail%20to%20jane@example.com/x", "/mail%20to%20redacted/x"],
  ["/a%40email.555-123-4567", "/redacted"],
  ["/call/+15551234567/now", "/call/redacted/now"],
  ["/call/%2B1%20555%20123%204567", "/call/redacted"],
  ["/cart;jsessionid=A1B2C3?a=1", "/cart;redacted?a=1"],
  ["/%E4/jane%40example.com", "/%E4/redacted"],
  ["/?x=%E4(555)%20123-4567&a=%E4", "/?a=%E4"],
  // Fragments: a route stays and is cleaned, anything else goes.
  ["/#access_token=abc&expires_in=3600", "/"],
  ["/#jane@example.com", "/"],
  ["/#section", "/"],
  ["/a#:~:text=Jane%20Doe", "/a"],
  ["/#/account/jane@example.com?token=abc&tab=2", "/#/account/redacted?tab=2"],
  ["/#/access_token=abc&expires_in=3600", "/#/redacted"],
  ["/#/cart#access_token=abc", "/#/redacted"],
  ["/#!/reset?token=abc", "/#!/reset"],
  ["/?a=1#/b?utm_source=mail&c=2", "/?a=1#/b?c=2"],
  // What travels by itself.
  ["/?utm_source=mail&utm_campaign=may&UTM_Term=x&fbclid=abc&a=1", "/?a=1"],
  ["/?a=1&amp;utm_source=mail&amp;b=2", "/?a=1&amp;b=2"],
  ["/?utm_source=mail", "/"],
  // Nothing between two marks is no parameter; the stub leaves it where it cut something out.
  ["/?ref=7&&#top", "/?ref=7"],
  ["/?&a=1&&b=2&", "/?a=1&b=2"],
  ["/?", "/"],
  ["/?%75tm_source=mail&a=1", "/?a=1"],
];

for (const [dirty, clean] of CUT) {
  test(`${dirty} is stored as ${clean}`, () => {
    assert.equal(cleanUrl(SHOP + dirty), SHOP + clean);
  });
}

/** Addresses that hold nothing personal. */
const KEPT = [
  "",
  "/",
  "/?a=1;b=2",
  "/?q=caf%C3%A9+au+lait",
  "/?q=caf%e9",
  "/?q=100%",
  "/?q=a%252Bb",
  "/?q=iphone+12345678",
  "/search?q=password+manager",
  "/?order=1234567890&id=0012345678&ean=4006381333931",
  "/?order_id=A-2026-10-0017",
  "/p/red-shoes-42?color=dark%20red&size=42",
  "/product/mobile-phone/555-1234",
  "/books?author=Jane+Austen",
  "/t-shirt?model_name=summer&season_pass=gold&mobile=1",
  "/?gclid=abc&msclkid=def",
  "/?email_opt_in=yes&token=",
  "/p/@jane.doe/posts",
  "/maps/@52.52,13.40,15z",
  "/img/logo@2x.png",
  "/a//b/./c/%7Euser/%E6%9D%B1%E4%BA%AC",
  "/cart;v=2/x;y",
  "/#/cart",
  "/#!/cart?step=2",
  "/a?b=1#/c?d=2&e",
];

for (const rest of KEPT) {
  test(`${SHOP}${rest} stays byte for byte`, () => {
    assert.equal(cleanUrl(SHOP + rest), SHOP + rest);
  });
}

test("user name and password before the host go, the host and the port stay", () => {
  assert.equal(cleanUrl("https://jane:hunter2@shop.example:8443/a"), "https://shop.example:8443/a");
  assert.equal(cleanUrl("https://jane@example.com:hunter2@shop.example/a"), "https://shop.example/a");
  assert.equal(cleanUrl("https://jane%40example.com@shop.example"), "https://shop.example");
});

test("a referrer that is no web address is cleaned as well", () => {
  assert.equal(cleanUrl(""), "");
  assert.equal(cleanUrl("android-app://com.example.mail/"), "android-app://com.example.mail/");
  assert.ok(!cleanUrl("mailto:jane@example.com").includes("jane"));
  assert.equal(cleanUrl("about:srcdoc"), "about:srcdoc");
});

test("an address longer than the limit is cut at its end, after it was cleaned", () => {
  const long = cleanUrl(`${SHOP}/?email=jane@example.com&a=${"x".repeat(5000)}`);
  assert.equal(long.length, MAX_URL_LENGTH);
  assert.ok(long.startsWith(`${SHOP}/?a=xxx`));
  const atTheEdge = `${SHOP}/${"x".repeat(MAX_URL_LENGTH - SHOP.length - 5)}/jane@example.com`;
  assert.ok(!cleanUrl(atTheEdge).includes("jane"));
});

/** Text as it stands in addresses, personal and not, encoded and not, well-formed and not. */
const PIECES =
  "https:// shop.example jane@example.com %40 % %25 / ? & = ; # #/ : + , . a token email utm_source next= password= +15551234567 555-123-4567 é %E4 %C3%A9 %2Freset%3Ftoken%3Dabc \ud800 \u0000".split(
    " ",
  );
const address = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(""));

test("whatever the text is, nothing is thrown, and cleaning twice is cleaning once", () => {
  fc.assert(
    fc.property(
      fc.oneof(address, fc.string({ unit: "binary" }), fc.webUrl({ withFragments: true, withQueryParameters: true })),
      (url) => {
        const clean = cleanUrl(url);
        assert.equal(cleanUrl(clean), clean);
        readUtmParams(url);
      },
    ),
    { numRuns: 3000 },
  );
});

test("a page's secrets are in no address that is stored, wherever in it they stand and however often encoded", () => {
  const secret = fc.constantFrom("jane.doe@example.com", "+1 555 123 4567", "(555) 123-4567");
  const place = fc.constantFrom<(text: string) => string>(
    (text) => `/a/${text}/b?c=1`,
    (text) => `/?x=${text}&c=1`,
    (text) => `/?c=1&${text}`,
    (text) => `/?x=1&next=${encodeURIComponent(`/y?z=${text}`)}`,
    (text) => `/?email=${text}`,
    (text) => `/#/a/${text}?b=${text}`,
    (text) => `/#${text}`,
    (text) => `/?x=%E4${text}`,
  );
  fc.assert(
    fc.property(secret, place, fc.integer({ min: 0, max: 3 }), (text, put, layers) => {
      let encoded = text.replace(/ /g, "%20");
      for (let layer = 0; layer < layers; layer++) encoded = encodeURIComponent(encoded);
      const clean = decodeURIComponent(cleanUrl(SHOP + put(encoded)).replace(/%E4/g, ""));
      assert.doesNotMatch(clean, /jane|123/);
    }),
  );
});

test("an ordinary address of a shop stays byte for byte", () => {
  const word = fc.stringMatching(/^[a-z]{1,8}(-[a-z0-9]{1,5})?$/);
  const name = fc.constantFrom("q", "id", "order", "page", "sort", "variant", "color", "category", "coupon");
  const value = fc.oneof(
    word,
    fc.nat().map(String),
    fc
      .string()
      .map(encodeURIComponent)
      .filter((text) => !text.includes("%40") && !/\d{3}|%2B/.test(text)),
  );
  const url = fc
    .tuple(fc.array(word), fc.array(fc.tuple(name, value), { minLength: 1 }))
    .map(([path, query]) => `${SHOP}/${path.join("/")}?${query.map((pair) => pair.join("=")).join("&")}`);
  fc.assert(
    fc.property(
      url.filter(({ length }) => length <= MAX_URL_LENGTH),
      (text) => assert.equal(cleanUrl(text), text),
    ),
  );
});

test("hostile addresses take time in proportion to their length", () => {
  const timeOf = (text: string) => {
    const start = process.cpuUsage();
    cleanUrl(text);
    readUtmParams(text);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  const hostile = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.constantFrom(`${SHOP}/`, `${SHOP}/?x=`, `${SHOP}/#/`), hostile, (start, pieces) => {
      const unit = pieces.join("") || "x";
      const text = start + unit.repeat(Math.ceil(50_000 / unit.length));
      // Processor time, not the clock's: a linear search takes a fraction of the limit, a quadratic one many times it.
      assert.ok(timeOf(text) < 3_000_000, unit);
    }),
    { numRuns: 60 },
  );
});

test("campaign parameters are read decoded, from the query or from a route's", () => {
  assert.deepEqual(readUtmParams(`${SHOP}/?utm_source=mail&utm_campaign=spring+sale%21&a=1`), {
    utm_source: "mail",
    utm_campaign: "spring sale!",
  });
  assert.deepEqual(readUtmParams(`${SHOP}/?a=1#/b?utm_medium=cpc&utm_id=17`), { utm_medium: "cpc", utm_id: "17" });
  assert.deepEqual(readUtmParams(`${SHOP}/?UTM_Source=Mail`), { utm_source: "Mail" });
  assert.deepEqual(readUtmParams(`${SHOP}/?a=1&amp;utm_source=mail`), { utm_source: "mail" });
});

test("a campaign's value ends where the fragment begins", () => {
  assert.deepEqual(readUtmParams(`${SHOP}/?utm_source=mail#reviews`), { utm_source: "mail" });
});

test("a campaign's value is decoded once, as everybody else reads it", () => {
  assert.deepEqual(readUtmParams(`${SHOP}/?utm_term=a%252Bb&utm_content=100%25`), {
    utm_term: "a%2Bb",
    utm_content: "100%",
  });
  assert.deepEqual(readUtmParams(`${SHOP}/?utm_term=100%`), { utm_term: "100%" });
});

test("without campaign parameters, or with empty ones, there are none", () => {
  for (const rest of [
    "",
    "/",
    "/?",
    "/?a=1",
    "/?utm_source=",
    "/?utm_source",
    "/?utm_source=+",
    "/?utm_unknown=x",
    "/#utm_source=x",
  ]) {
    assert.equal(readUtmParams(SHOP + rest), undefined, rest);
  }
});

test("a campaign's value holds no address and no phone number, and is not longer than the limit", () => {
  assert.deepEqual(
    readUtmParams(`${SHOP}/?utm_content=jane%40example.com&utm_term=for+jane%2540example.com&utm_id=%2B15551234567`),
    {
      utm_content: "redacted",
      utm_term: "for redacted",
      utm_id: "redacted",
    },
  );
  assert.equal(readUtmParams(`${SHOP}/?utm_source=${"x".repeat(1000)}`)?.utm_source?.length, MAX_UTM_LENGTH);
});
