import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import countries from "i18n-iso-countries";
import { normalizeCountry } from "./country.ts";

const normalize = (text: string, ...languages: string[]) => normalizeCountry(text, { languages });

const english = new Intl.DisplayNames("en", { type: "region" });
const codes = Object.keys(countries.getAlpha2Codes());

test("codes of two and three letters are understood, in any case and with dots", (t) => {
  for (const code of codes) {
    const alpha3 = countries.alpha2ToAlpha3(code) ?? "";
    const texts = [code, code.toLowerCase(), ` ${code} `, [...code].join("."), alpha3, alpha3.toLowerCase()];
    for (const text of texts) assert.equal(normalize(text), code.toLowerCase(), text);
  }
  assert.equal(normalize("UK"), "gb");
  t.diagnostic(`countries checked: ${codes.length} by alpha-2 and alpha-3`);
});

test("English names of the browser, of ISO and of everyday are understood", (t) => {
  let checked = 0;
  const check = (name: string, code: string) => {
    for (const text of [name, name.toUpperCase(), `The ${name}`, name.normalize("NFD")]) {
      assert.equal(normalize(text), code.toLowerCase(), text);
      checked++;
    }
  };
  for (const code of codes) check(english.of(code) ?? code, code);
  for (const [code, names] of Object.entries(countries.getNames("en", { select: "all" }))) {
    // "Congo" alone is listed for both of them; ISO calls CG so.
    for (const name of names) if (name !== "Congo") check(name, code);
  }
  assert.equal(normalize("Congo"), "cg");
  for (const code of codes) check(countries.getName(code, "en", { select: "official" }) ?? code, code);
  t.diagnostic(`countries checked: ${checked} by English and official names`);
});

test("official names are understood", (t) => {
  // As the United Nations' members call themselves, and some territories.
  const rows = `af Islamic Republic of Afghanistan;al Republic of Albania;dz People's Democratic Republic of Algeria;
    ad Principality of Andorra;ao Republic of Angola;ar Argentine Republic;am Republic of Armenia;au Commonwealth of Australia;
    at Republic of Austria;az Republic of Azerbaijan;bs Commonwealth of The Bahamas;bh Kingdom of Bahrain;
    bd People's Republic of Bangladesh;by Republic of Belarus;be Kingdom of Belgium;bj Republic of Benin;bt Kingdom of Bhutan;
    bo Plurinational State of Bolivia;bw Republic of Botswana;br Federative Republic of Brazil;
    bn Nation of Brunei, Abode of Peace;bg Republic of Bulgaria;bi Republic of Burundi;kh Kingdom of Cambodia;
    cm Republic of Cameroon;cv Republic of Cabo Verde;td Republic of Chad;cl Republic of Chile;cn People's Republic of China;
    co Republic of Colombia;km Union of the Comoros;cg Republic of the Congo;cd Democratic Republic of the Congo;
    cr Republic of Costa Rica;ci Republic of Côte d'Ivoire;hr Republic of Croatia;cu Republic of Cuba;cy Republic of Cyprus;
    cz Czech Republic;dk Kingdom of Denmark;dj Republic of Djibouti;dm Commonwealth of Dominica;ec Republic of Ecuador;
    eg Arab Republic of Egypt;sv Republic of El Salvador;gq Republic of Equatorial Guinea;er State of Eritrea;
    ee Republic of Estonia;sz Kingdom of Eswatini;et Federal Democratic Republic of Ethiopia;fj Republic of Fiji;
    fi Republic of Finland;fr French Republic;ga Gabonese Republic;gm Republic of The Gambia;de Federal Republic of Germany;
    gh Republic of Ghana;gr Hellenic Republic;gt Republic of Guatemala;gn Republic of Guinea;gw Republic of Guinea-Bissau;
    gy Co-operative Republic of Guyana;ht Republic of Haiti;hn Republic of Honduras;is Republic of Iceland;in Republic of India;
    id Republic of Indonesia;ir Islamic Republic of Iran;iq Republic of Iraq;ie Republic of Ireland;il State of Israel;
    it Italian Republic;jo Hashemite Kingdom of Jordan;kz Republic of Kazakhstan;ke Republic of Kenya;
    ki Independent and Sovereign Republic of Kiribati;kp Democratic People's Republic of Korea;kr Republic of Korea;
    kw State of Kuwait;kg Kyrgyz Republic;la Lao People's Democratic Republic;lv Republic of Latvia;lb Lebanese Republic;
    ls Kingdom of Lesotho;lr Republic of Liberia;ly State of Libya;li Principality of Liechtenstein;lt Republic of Lithuania;
    lu Grand Duchy of Luxembourg;mg Republic of Madagascar;mw Republic of Malawi;mv Republic of Maldives;ml Republic of Mali;
    mt Republic of Malta;mh Republic of the Marshall Islands;mr Islamic Republic of Mauritania;mu Republic of Mauritius;
    mx United Mexican States;fm Federated States of Micronesia;md Republic of Moldova;mc Principality of Monaco;
    ma Kingdom of Morocco;mz Republic of Mozambique;mm Republic of the Union of Myanmar;na Republic of Namibia;
    nr Republic of Nauru;np Federal Democratic Republic of Nepal;nl Kingdom of the Netherlands;ni Republic of Nicaragua;
    ne Republic of Niger;ng Federal Republic of Nigeria;mk Republic of North Macedonia;no Kingdom of Norway;om Sultanate of Oman;
    pk Islamic Republic of Pakistan;pw Republic of Palau;ps State of Palestine;pa Republic of Panama;
    pg Independent State of Papua New Guinea;py Republic of Paraguay;pe Republic of Peru;ph Republic of the Philippines;
    pl Republic of Poland;pt Portuguese Republic;qa State of Qatar;ru Russian Federation;rw Republic of Rwanda;
    kn Federation of Saint Christopher and Nevis;kn Federation of Saint Kitts and Nevis;ws Independent State of Samoa;
    sm Republic of San Marino;st Democratic Republic of São Tomé and Príncipe;sa Kingdom of Saudi Arabia;sn Republic of Senegal;
    rs Republic of Serbia;sc Republic of Seychelles;sl Republic of Sierra Leone;sg Republic of Singapore;sk Slovak Republic;
    si Republic of Slovenia;so Federal Republic of Somalia;za Republic of South Africa;ss Republic of South Sudan;
    es Kingdom of Spain;lk Democratic Socialist Republic of Sri Lanka;sd Republic of the Sudan;sr Republic of Suriname;
    se Kingdom of Sweden;ch Swiss Confederation;sy Syrian Arab Republic;tw Republic of China (Taiwan);tw Republic of China;
    tj Republic of Tajikistan;tz United Republic of Tanzania;th Kingdom of Thailand;tl Democratic Republic of Timor-Leste;
    tg Togolese Republic;to Kingdom of Tonga;tt Republic of Trinidad and Tobago;tn Republic of Tunisia;tr Republic of Türkiye;
    tr Republic of Turkey;ug Republic of Uganda;ae United Arab Emirates;gb United Kingdom of Great Britain and Northern Ireland;
    us United States of America;uy Oriental Republic of Uruguay;uz Republic of Uzbekistan;vu Republic of Vanuatu;
    va Vatican City State;ve Bolivarian Republic of Venezuela;vn Socialist Republic of Viet Nam;ye Republic of Yemen;
    zm Republic of Zambia;zw Republic of Zimbabwe;xk Republic of Kosovo;hk Hong Kong Special Administrative Region of China;
    mo Macao Special Administrative Region of China;gg Bailiwick of Guernsey;je Bailiwick of Jersey;
    pr Commonwealth of Puerto Rico;yt Department of Mayotte;bl Collectivity of Saint Barthélemy`;
  const names = rows.split(/;\s*/);
  for (const row of names) assert.equal(normalize(row.slice(3)), row.slice(0, 2), row);
  t.diagnostic(`countries checked: ${names.length} by official names`);
});

test("what WooCommerce's checkout shows is understood", () => {
  const rows: [text: string, code: string][] = [
    ["United States (US)", "us"],
    ["United Kingdom (UK)", "gb"],
    ["United States (US) Minor Outlying Islands", "um"],
    ["Virgin Islands (US)", "vi"],
    ["Virgin Islands (British)", "vg"],
    ["Congo (Brazzaville)", "cg"],
    ["Congo (Kinshasa)", "cd"],
    ["Saint Martin (French part)", "mf"],
    ["Saint Martin (Dutch part)", "sx"],
    ["South Georgia/Sandwich Islands", "gs"],
    ["Bonaire, Saint Eustatius and Saba", "bq"],
    ["Palestinian Territory", "ps"],
    ["Belau", "pw"],
    ["Ivory Coast", "ci"],
    ["Vatican", "va"],
    ["Réunion", "re"],
    ["Åland Islands", "ax"],
    ["São Tomé and Príncipe", "st"],
    ["Curaçao", "cw"],
    ["Moldova", "md"],
  ];
  for (const [text, code] of rows) assert.equal(normalize(text), code, text);
});

test("everyday names and display texts are understood", () => {
  const rows: [text: string, code: string][] = [
    ["U.S.A.", "us"],
    ["America", "us"],
    ["Great Britain", "gb"],
    ["England", "gb"],
    ["Northern Ireland", "gb"],
    ["Holland", "nl"],
    ["UAE", "ae"],
    ["Burma", "mm"],
    ["South Korea", "kr"],
    ["North Korea", "kp"],
    ["Korea (Republic of)", "kr"],
    ["DR Congo", "cd"],
    ["Turkey", "tr"],
    ["Czech Republic", "cz"],
    ["Swaziland", "sz"],
    ["Macedonia", "mk"],
    ["East Timor", "tl"],
    ["Cape Verde", "cv"],
    ["Macau", "mo"],
    ["Trinidad & Tobago", "tt"],
    ["🇩🇪 Germany (+49)", "de"],
    ["Germany (Deutschland)", "de"],
    ["Deutschland (DE)", "de"],
  ];
  for (const [text, code] of rows) assert.equal(normalize(text), code, text);
});

test("names in the page's language are understood", (t) => {
  let checked = 0;
  const languages = countries
    .getSupportedLanguages()
    .filter((language) => Intl.DisplayNames.supportedLocalesOf(language).length);
  for (const language of languages) {
    const names = new Intl.DisplayNames(language, { type: "region" });
    for (const code of codes) {
      const name = names.of(code) ?? code;
      // Maori writes Chad and Qatar alike but for the accent.
      if (language === "mi" && ["TD", "QA"].includes(code)) continue;
      assert.equal(normalize(name, language), code.toLowerCase(), `${name} in ${language}`);
      checked++;
    }
  }
  assert.equal(normalize("Vereinigte Staaten (US)", "de"), "us");
  assert.equal(normalize("Frankreich", "de-CH"), "fr");
  t.diagnostic(`countries checked: ${checked} by names in ${languages.length} languages`);
});

test("home countries of the 40 most spoken languages are understood in that language on any page", (t) => {
  const home =
    `en-US en-GB zh-CN hi-IN es-ES ar-EG fr-FR bn-BD pt-BR pt-PT ru-RU ur-PK id-ID de-DE ja-JP mr-IN vi-VN te-IN
    ha-NG tr-TR sw-TZ fil-PH ta-IN ko-KR fa-IR jv-ID it-IT gu-IN am-ET kn-IN th-TH yo-NG my-MM pl-PL uk-UA ml-IN or-IN uz-UZ
    ro-RO nl-NL el-GR hu-HU cs-CZ sv-SE`.split(/\s+/);
  for (const locale of home) {
    const code = locale.slice(-2);
    const name = new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? "";
    assert.equal(normalize(name), code.toLowerCase(), `${name} (${locale})`);
    assert.equal(
      normalize(name, "english"),
      code.toLowerCase(),
      `${name} (${locale}) on a page with a broken language`,
    );
  }
  t.diagnostic(`countries checked: ${home.length} by their own language`);
});

test("what names no country, or more than one, is left out", () => {
  const texts = [
    "",
    " ",
    "()",
    "Narnia",
    "Select a country",
    "United",
    "Republic",
    "the",
    "New Jersey",
    "Georgia (US)",
    "zz",
  ];
  texts.push("EU", "Europe", "constructor", "__proto__", "toString", "1", "42", "x".repeat(100_000), "(".repeat(500));
  for (const text of texts) assert.equal(normalize(text), "", text.slice(0, 50));
});

test("a country's name within another one's does not mislead", () => {
  assert.equal(normalize("Federal Republic of Nigeria"), "ng");
  assert.equal(normalize("Republic of Niger"), "ne");
  assert.equal(normalize("Republic of Guinea-Bissau"), "gw");
  assert.equal(normalize("Dominican Republic"), "do");
  assert.equal(normalize("American Samoa"), "as");
  assert.equal(normalize("British Indian Ocean Territory"), "io");
});

test("every name that the sources of the table hold is understood, but those left out on purpose", (t) => {
  const folder = join(dirname(createRequire(import.meta.url).resolve("country-to-iso/data/names.json")), "country");
  let known = 0;
  let unknown = 0;
  for (const file of readdirSync(folder)) {
    const { alpha2, names } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
      alpha2: string;
      names: string[];
    };
    for (const name of names.filter((name) => name !== "Congo" && /^[ -~]+$/.test(name))) {
      const code = normalize(name);
      assert.ok(code === alpha2.toLowerCase() || code === "", `${name} is ${alpha2} and not ${code}`);
      if (code) known++;
      else unknown++;
    }
  }
  assert.ok(unknown < known / 8, `${unknown} of ${known + unknown} names are not understood`);
  t.diagnostic(`countries checked: ${known} by further names, ${unknown} transliterations left out`);
});
