import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parsePrice } from "./parse-price.ts";

const EUR = "EUR";

/** As printed, the site's currency, and what it means. */
const READ: [written: string, site: string | undefined, amount: number, currency: string | undefined][] = [
  // A sign that several currencies have is the site's.
  ["$1,299.00", "USD", 1299, "USD"],
  ["$1,299.00", "CAD", 1299, "CAD"],
  ["$1,299.00", undefined, 1299, undefined],
  ["$1,299", "USD", 1299, "USD"],
  ["$ 1,299.00", "USD", 1299, "USD"],
  ["$0.99", "USD", 0.99, "USD"],
  ["$0", "USD", 0, "USD"],
  ["$0.00", "USD", 0, "USD"],
  ["$1,234,567.89", "USD", 1234567.89, "USD"],
  ["$10.00 USD", "EUR", 10, "USD"],
  ["US$10.00", EUR, 10, "USD"],
  ["US $10.00", EUR, 10, "USD"],
  ["USD 10.00", EUR, 10, "USD"],
  ["USD10.00", EUR, 10, "USD"],
  ["10.00 USD", EUR, 10, "USD"],
  ["A$49.95", "USD", 49.95, "AUD"],
  ["AU$49.95", "USD", 49.95, "AUD"],
  ["CA$49.95", "USD", 49.95, "CAD"],
  ["C$49.95", "CAD", 49.95, "CAD"],
  ["NZ$49.95", "USD", 49.95, "NZD"],
  ["HK$1,299.00", "USD", 1299, "HKD"],
  ["NT$1,299", "USD", 1299, "TWD"],
  ["S$49.90", "SGD", 49.9, "SGD"],
  ["MX$1,299.00", "USD", 1299, "MXN"],
  ["J$1,299.00", "JMD", 1299, "JMD"],
  ["$1.299", "CLP", 1299, "CLP"],
  ["$ 12.990", "CLP", 12990, "CLP"],
  ["$ 1.299.000", "COP", 1299000, "COP"],
  ["$1.299,50", "ARS", 1299.5, "ARS"],
  // Euro, in its countries.
  ["1.299,00 €", "USD", 1299, EUR],
  ["1.299,00€", "USD", 1299, EUR],
  ["€ 1.299,00", "USD", 1299, EUR],
  ["€1.299,00", "USD", 1299, EUR],
  ["€1,299.00", "USD", 1299, EUR],
  ["1 299,00 €", "USD", 1299, EUR],
  ["1\u00a0299,00\u00a0€", "USD", 1299, EUR],
  ["1\u202f299,00\u00a0€", "USD", 1299, EUR],
  ["1.299 €", "USD", 1299, EUR],
  ["12.990 €", "USD", 12990, EUR],
  ["9,99 €", "USD", 9.99, EUR],
  ["9,9 €", "USD", 9.9, EUR],
  ["0,99 €", "USD", 0.99, EUR],
  ["0,129 €", "USD", 0.129, EUR],
  ["10,- €", "USD", 10, EUR],
  ["€ 10,-", "USD", 10, EUR],
  ["€ 10,–", "USD", 10, EUR],
  ["10,-- €", "USD", 10, EUR],
  ["1.299,- €", "USD", 1299, EUR],
  ["1299 EUR", "USD", 1299, EUR],
  ["EUR 1.299,00", "USD", 1299, EUR],
  ["1.299,00 EUR", "USD", 1299, EUR],
  ["1299,00 €", "USD", 1299, EUR],
  ["10,00 €*", "USD", 10, EUR],
  ["10,00 € *", "USD", 10, EUR],
  ["10,00 € inkl. MwSt.", "USD", 10, EUR],
  ["10,00 € TTC", "USD", 10, EUR],
  ["10,00 €/Stk.", "USD", 10, EUR],
  ["10,00 € / Monat", "USD", 10, EUR],
  ["10,00 € (inkl. 19 % MwSt.)", "USD", 10, EUR],
  ["Preis: 10,00 €", "USD", 10, EUR],
  ["Prix : 10,00 €", "USD", 10, EUR],
  // Pound and Ireland's neighbours.
  ["£1,299.00", EUR, 1299, "GBP"],
  ["£0.50", EUR, 0.5, "GBP"],
  ["GBP 1,299.00", EUR, 1299, "GBP"],
  ["£12.99 (inc. VAT)", EUR, 12.99, "GBP"],
  // Switzerland.
  ["CHF 1'299.–", EUR, 1299, "CHF"],
  ["CHF 1’299.00", EUR, 1299, "CHF"],
  ["CHF 1'299.90", EUR, 1299.9, "CHF"],
  ["1'299.90 CHF", EUR, 1299.9, "CHF"],
  ["1'299.-", "CHF", 1299, "CHF"],
  ["Fr. 12.50", "CHF", 12.5, "CHF"],
  // The North.
  ["1 299 kr", "SEK", 1299, "SEK"],
  ["1 299,00 kr", "NOK", 1299, "NOK"],
  ["kr 1 299,-", "NOK", 1299, "NOK"],
  ["1.299,00 kr.", "DKK", 1299, "DKK"],
  ["1.299 kr.", "DKK", 1299, "DKK"],
  ["kr. 1.299,95", "DKK", 1299.95, "DKK"],
  ["299:-", "SEK", 299, "SEK"],
  ["299,-", "NOK", 299, "NOK"],
  ["SEK 1 299", EUR, 1299, "SEK"],
  ["129.900 kr", "ISK", 129900, "ISK"],
  // Central and eastern Europe.
  ["1 299,00 zł", EUR, 1299, "PLN"],
  ["1299,00 zł", EUR, 1299, "PLN"],
  ["1 299,00 ZŁ", EUR, 1299, "PLN"],
  ["PLN 1,299.00", EUR, 1299, "PLN"],
  ["1 299 Kč", EUR, 1299, "CZK"],
  ["1 299,- Kč", EUR, 1299, "CZK"],
  ["1.299,90 Kč", EUR, 1299.9, "CZK"],
  ["12 990 Ft", EUR, 12990, "HUF"],
  ["12.990 Ft", EUR, 12990, "HUF"],
  ["12 990,- Ft", EUR, 12990, "HUF"],
  ["1.299,00 lei", EUR, 1299, "RON"],
  ["1 299,00 RON", EUR, 1299, "RON"],
  ["1 299,00 лв.", EUR, 1299, "BGN"],
  ["1 299,00 ₽", EUR, 1299, "RUB"],
  ["1 299 руб.", EUR, 1299, "RUB"],
  ["1 299,00 ₴", EUR, 1299, "UAH"],
  ["1.299,00 RSD", EUR, 1299, "RSD"],
  ["12 990 ₸", EUR, 12990, "KZT"],
  ["129,90 ₾", EUR, 129.9, "GEL"],
  ["12,990 ֏", EUR, 12990, "AMD"],
  // Türkiye and the Levant.
  ["₺1.299,90", EUR, 1299.9, "TRY"],
  ["1.299,90 TL", EUR, 1299.9, "TRY"],
  ["1.299,90 ₺", EUR, 1299.9, "TRY"],
  ["₪1,299.00", EUR, 1299, "ILS"],
  ["1,299.00 ₪", EUR, 1299, "ILS"],
  ["1,299.00 \u200f₪", EUR, 1299, "ILS"],
  // Arabic and Persian digits, and currencies of three decimals.
  ["١٬٢٩٩٫٠٠ د.إ", EUR, 1299, "AED"],
  ["\u200f١٬٢٩٩٫٠٠\u00a0د.إ.\u200f", EUR, 1299, "AED"],
  ["د.إ 1,299.00", EUR, 1299, "AED"],
  ["AED 1,299.00", EUR, 1299, "AED"],
  ["Dhs. 1,299.00", "AED", 1299, "AED"],
  ["١٢٩٩ ر.س", EUR, 1299, "SAR"],
  ["SAR 1,299", EUR, 1299, "SAR"],
  ["١٢٩٫٥٠ ج.م", EUR, 129.5, "EGP"],
  ["۱٬۲۹۹", "IRR", 1299, "IRR"],
  ["۱۲۹۹۰۰۰ IRR", EUR, 1299000, "IRR"],
  ["KWD 1.299", EUR, 1.299, "KWD"],
  ["1.299 KWD", EUR, 1.299, "KWD"],
  ["12.500 BHD", EUR, 12.5, "BHD"],
  ["KWD 1,299.500", EUR, 1299.5, "KWD"],
  ["0.500 KD", EUR, 0.5, "KWD"],
  ["١٫٢٩٩ د.ك", EUR, 1.299, "KWD"],
  ["1.299", "OMR", 1.299, "OMR"],
  ["25,000 IQD", EUR, 25000, "IQD"],
  ["129,500 TND", EUR, Number.NaN, undefined],
  // South Asia.
  ["₹1,29,900", EUR, 129900, "INR"],
  ["₹1,29,900.00", EUR, 129900, "INR"],
  ["₹ 12,34,567.50", EUR, 1234567.5, "INR"],
  ["₹499", EUR, 499, "INR"],
  ["₹1,299/-", EUR, 1299, "INR"],
  ["Rs. 1,299.00", "INR", 1299, "INR"],
  ["Rs.1,299/-", "PKR", 1299, "PKR"],
  ["Rs 499", "LKR", 499, "LKR"],
  ["INR 1,29,900", EUR, 129900, "INR"],
  ["₹१,२९,९००", EUR, 129900, "INR"],
  ["৳১,২৯,৯০০", EUR, 129900, "BDT"],
  ["৳ 1,299", EUR, 1299, "BDT"],
  // East and south-east Asia.
  ["¥12,980", "JPY", 12980, "JPY"],
  ["¥12,980", "CNY", 12980, "CNY"],
  ["￥12,980", "JPY", 12980, "JPY"],
  ["￥１２，９８０", "JPY", 12980, "JPY"],
  ["12,980円", EUR, 12980, "JPY"],
  ["12,980円（税込）", EUR, 12980, "JPY"],
  ["12,980円 税込", EUR, 12980, "JPY"],
  ["¥12,980（税込）", "JPY", 12980, "JPY"],
  ["CN¥129.00", EUR, 129, "CNY"],
  ["129.00元", "CNY", 129, "CNY"],
  ["₩12,900", EUR, 12900, "KRW"],
  ["12,900원", EUR, 12900, "KRW"],
  ["฿1,299.00", EUR, 1299, "THB"],
  ["1.299.000 ₫", EUR, 1299000, "VND"],
  ["1.299.000đ", EUR, 1299000, "VND"],
  ["Rp 1.299.000", EUR, 1299000, "IDR"],
  ["Rp1.299.000,00", EUR, 1299000, "IDR"],
  ["Rp. 129.000", EUR, 129000, "IDR"],
  ["RM1,299.00", EUR, 1299, "MYR"],
  ["RM 49.90", EUR, 49.9, "MYR"],
  ["₱1,299.00", EUR, 1299, "PHP"],
  // Africa and the Americas.
  ["R 1 299,00", EUR, 1299, "ZAR"],
  ["R1,299.00", EUR, 1299, "ZAR"],
  ["₦12,990.00", EUR, 12990, "NGN"],
  ["KSh 1,299", EUR, 1299, "KES"],
  ["KES 1,299", EUR, 1299, "KES"],
  ["GH₵129.00", EUR, 129, "GHS"],
  ["1 299,00 MAD", EUR, 1299, "MAD"],
  ["R$ 1.299,90", EUR, 1299.9, "BRL"],
  ["R$1.299,90", EUR, 1299.9, "BRL"],
  ["S/ 129.90", EUR, 129.9, "PEN"],
  ["₡12.990", EUR, 12990, "CRC"],
  ["₲ 129.900", EUR, 129900, "PYG"],
  // No currency there: the site's.
  ["1,299.00", "USD", 1299, "USD"],
  ["1299", "USD", 1299, "USD"],
  ["1.299", EUR, 1299, EUR],
  ["1,299", "USD", 1299, "USD"],
  ["12,50", EUR, 12.5, EUR],
  [" \n 40.00 \t", "USD", 40, "USD"],
  ["Price: 40", undefined, 40, undefined],
];

for (const [written, site, amount, currency] of READ) {
  const expected = Number.isNaN(amount) ? undefined : { amount, currency };
  test(`${JSON.stringify(written)} on a ${site} site is ${Number.isNaN(amount) ? "left out" : amount}`, () => {
    assert.deepEqual(parsePrice(written, { currency: site }), expected);
  });
}

const LEFT_OUT: [written: string, why: string][] = [
  ["", "nothing"],
  [" ", "nothing"],
  ["Free", "a word: an unreadable price, not a zero"],
  ["Gratis", "a word"],
  ["N/A", "a word"],
  ["Call for price", "a word"],
  ["$10 – $20", "a range"],
  ["$10 - $20", "a range"],
  ["10-20 €", "a range"],
  ["10 € bis 20 €", "a range"],
  ["From $10", "the cheapest of several"],
  ["ab 10,00 €", "the cheapest of several"],
  ["À partir de 10 €", "the cheapest of several"],
  ["от 1 299 ₽", "the cheapest of several"],
  ["¥1,298~", "the cheapest of several"],
  ["$10+", "the cheapest of several"],
  ["~$10", "about"],
  ["ca. 10 €", "about"],
  ["Up to $10", "the dearest of several"],
  ["2 for $10", "two numbers"],
  ["2 x $10", "two numbers"],
  ["2 × $10.00", "two numbers"],
  ["3/$10", "two numbers"],
  ["$10 / 100 g", "two numbers"],
  ["$10 $8", "two prices"],
  ["Was $10 Now $8", "two prices"],
  ["10 € 8 €", "two prices"],
  ["€10 / $11", "two prices"],
  ["€10 USD", "two currencies"],
  ["$12|99", "cents that a page sets apart"],
  ["10€50", "two numbers"],
  ["-$5.00", "a discount"],
  ["$-5.00", "a discount"],
  ["−5,00 €", "a discount"],
  ["– 5,00 €", "a discount"],
  ["($5.00)", "a debt, in books"],
  ["Save: -$5", "a discount"],
  ["20%", "a share"],
  ["20 %", "a share"],
  ["-20%", "a share"],
  ["20% off", "a share"],
  ["$40k", "thousands by a letter"],
  ["40k €", "thousands by a letter"],
  ["$2 million", "millions by a word"],
  ["2 Mio. €", "millions by a word"],
  ["2 MIO", "millions by a word"],
  ["₹5 lakh", "a hundred thousand by a word"],
  ["5万円", "ten thousand by a sign"],
  ["40¢", "cents"],
  ["99p", "pence"],
  ["$.99", "a fraction alone"],
  [".99", "a fraction alone"],
  ["$1.234.56", "one sign cannot be both"],
  ["$1,234,56", "groups of two"],
  ["12,34.56", "groups of two"],
  ["1234.567", "thousands or a fraction of three"],
  ["KWD 1,299", "thousands or thousandths"],
  ["1,299", "thousands or thousandths, of a currency with three decimals"],
  ["2026-11-24", "a date"],
  ["24.11.2026", "a date"],
  ["11/24/2026", "a date"],
  ["12:30", "a time"],
  ["+1 555 010 1234", "a phone number"],
  ["(555) 010-1234", "a phone number"],
  ["555-0101", "a phone number"],
  ["#1234", "an order"],
  ["SKU 1234", "an article"],
  ["4.5 ★", "a rating"],
  ["10 pieces", "a count"],
  ["x2", "a quantity"],
  ["5 kg", "a weight"],
  ["1e3", "no price is written so"],
  ["0x28", "no price is written so"],
  ["½ €", "no number"],
  ["$12⁹⁹", "cents that are set small"],
  ["NaN", "no number"],
  ["Infinity", "no number"],
  ["9".repeat(400), "beyond what a number holds"],
];

for (const [written, why] of LEFT_OUT) {
  test(`${JSON.stringify(written).slice(0, 30)} is no price: ${why}`, () => {
    const currency = why.includes("three decimals") ? "KWD" : "USD";
    assert.equal(parsePrice(written, { currency }), undefined);
  });
}

test("a total may have words before it, and still no minus, range or share", () => {
  const total = (text: string) => parsePrice(text, { currency: "USD", isTotal: true })?.amount;
  assert.equal(total("Total $30.00"), 30);
  assert.equal(total("Order total (3 items): $30.00"), 30);
  assert.equal(total("Gesamtsumme 1.299,00 €"), 1299);
  assert.deepEqual(parsePrice("Total€84.00", { isTotal: true }), { amount: 84, currency: "EUR" });
  assert.deepEqual(parsePrice("TotalUS$84.00", { isTotal: true }), { amount: 84, currency: "USD" });
  assert.equal(total("Total"), undefined);
  assert.equal(total("Total -$30.00"), undefined);
  assert.equal(total("Total - $30.00"), undefined);
  assert.equal(total("3 items $30.00"), undefined);
  assert.equal(total("Total $30k"), undefined);
});

const LOCALES = (
  "en-US en-GB en-IN en-ZA en-CA de-DE de-AT de-CH fr-FR fr-CH fr-CA es-ES es-MX es-AR it-IT pt-BR pt-PT nl-NL sv-SE " +
  "nb-NO da-DK fi-FI is-IS pl-PL cs-CZ sk-SK hu-HU ro-RO bg-BG hr-HR sl-SI sr-RS el-GR tr-TR ru-RU uk-UA kk-KZ ka-GE " +
  "hy-AM az-AZ he-IL ar-AE ar-EG ar-SA ar-KW ar-MA ar-TN fa-IR ur-PK hi-IN hi-IN-u-nu-deva mr-IN bn-BD ta-IN ne-NP si-LK my-MM th-TH " +
  "lo-LA km-KH vi-VN id-ID ms-MY fil-PH zh-CN zh-TW zh-HK ja-JP ko-KR et-EE lv-LV lt-LT ca-ES eu-ES ga-IE sw-KE af-ZA"
).split(" ");
// Finnish data calls STN by the name of its predecessor.
const CURRENCIES = Intl.supportedValuesOf("currency").filter((code) => !/^X[A-Z]{2}$|^STN$/.test(code));

test("whatever a browser prints for a price is read as that price in that currency, or left out", () => {
  let read = 0;
  const RUNS = 4000;
  fc.assert(
    fc.property(
      fc.constantFrom(...LOCALES),
      fc.constantFrom(...CURRENCIES),
      fc.oneof(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 0, max: 999_999_999 })),
      fc.constantFrom("symbol" as const, "narrowSymbol" as const, "code" as const, undefined),
      fc.boolean(),
      (locale, currency, units, currencyDisplay, isNegative) => {
        const options = { style: "currency", currency } as const;
        const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat(locale, options).resolvedOptions();
        const value = units / 10 ** digits;
        const format = currencyDisplay
          ? new Intl.NumberFormat(locale, { ...options, currencyDisplay })
          : new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
        const written = format.format(isNegative ? -value : value);
        const price = parsePrice(written, { currency });
        if (!price) return;
        read++;
        assert.equal(price.amount, value, `${written} (${locale})`);
        assert.ok(!isNegative || value === 0, `${written} (${locale})`);
        // Of the currencies that bear these signs too, nobody's prices are on the web.
        if (!/[£₩]|^R/.test(written)) assert.equal(price.currency, currency, `${written} (${locale})`);
      },
    ),
    { numRuns: RUNS },
  );
  // Half of them are negative.
  assert.ok(read > RUNS * 0.3, `only ${read} of ${RUNS} were read`);
});

test("any text gives a finite amount whose digits stand in it, or nothing, and never throws", () => {
  const signs = fc.constantFrom(..."0123456789.,-' €$kr¥%()/:*\u00a0٣٫٬१Total|");
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: signs, maxLength: 14 }), fc.string({ unit: "grapheme" })), (written) => {
      const price = parsePrice(written, { currency: "USD" });
      if (!price) return;
      assert.ok(Number.isFinite(price.amount) && price.amount >= 0);
      const digits = (text: string) => text.replace(/\D/g, "").replace(/^0+|0+$/g, "");
      const ascii = written
        .replace(/[(（][^()（）]*[)）]/g, "")
        .replace(/٣/g, "3")
        .replace(/१/g, "1");
      if (/[^ -~€¥٫٬\u00a0]/.test(ascii)) return;
      assert.equal(digits(String(price.amount)), digits(ascii), written);
    }),
    { numRuns: 5000 },
  );
});
