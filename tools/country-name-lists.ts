/** Official names that none of the packages holds. */
export const OFFICIAL_NAMES: Record<string, string[]> = {
  BL: ["Collectivity of Saint Barthélemy"],
  BN: ["Nation of Brunei, the Abode of Peace"],
  CW: ["Country of Curaçao"],
  DZ: ["People's Democratic Republic of Algeria"],
  EH: ["Sahrawi Arab Democratic Republic"],
  GY: ["Cooperative Republic of Guyana"],
  KI: ["Independent and Sovereign Republic of Kiribati"],
  KN: ["Federation of Saint Kitts and Nevis"],
  MF: ["Collectivity of Saint Martin"],
  MM: ["Republic of the Union of Myanmar"],
  PN: ["Pitcairn Group of Islands"],
  SM: ["Most Serene Republic of San Marino"],
  ST: ["Democratic Republic of São Tomé and Príncipe"],
  TF: ["Territory of the French Southern and Antarctic Lands"],
  TN: ["Tunisian Republic"],
  TW: ["Republic of China (Taiwan)"],
  UY: ["Eastern Republic of Uruguay"],
  VI: ["Virgin Islands of the United States"],
};

/** Names that people and shops use (WooCommerce's checkout among them) and none of the packages holds. */
export const EVERYDAY_NAMES: Record<string, string[]> = {
  AE: ["Emirates"],
  GB: ["Britain"],
  GS: ["South Georgia/Sandwich Islands"],
  KP: ["DPRK"],
  MK: ["FYROM"],
  MM: ["Burma"],
  PS: ["Palestinian Territory"],
  PW: ["Belau"],
  SX: ["Saint Martin (Dutch part)"],
};

/**
 * Names that the packages give and that would cost the bundle's users bytes for nothing: transliterations (people write
 * their own script, or English), and forms that no checkout shows.
 */
export const LEFT_OUT = new Set(
  `Shqipnia;Hayastan;Royaume de Belgique;Republika y'Uburundi;Somers Isles;Negara Brunei Darussalam;the Abode of Peace;
  Buliwya;Wuliwya;Estado Plurinacional de Bolivia;Buliwya Mamallaqta;Wuliwya Suyu;Caribisch Nederland;
  Lefatshe la Botswana;Belorussiya;Zhongguo;Zhonghua;Jabuuti;Gabuuti;Gabuutih Ummuuno;Jamhuuriyadda Jabuuti;Dominique;
  Dzayer;Viti;Matanitu ko Viti;United Kingdom of GB and NI;United Kingdom of GB and Northern Ireland;
  United Kingdom of Great Britain and N. Ireland;United Kingdom of Great Britain and NI;United Kingdom of Great Britain;
  Sakartvelo;Bailliage de Guernesey;Gwadloup;Repiblik Ayiti;Mann;Mannin;Bharat Ganrajya;Bailliage de Jersey;Nippon;
  Nihon;Jamhuri ya Kenya;Kyrgyz Respublikasy;Ribaberiki Kiribati;Komori;Union des Comores;Udzima wa Komori;
  Dawlat al-Kuwait;Qazaqstan;Respublika Kazakhstan;Sathalanalat Paxathipatai Paxaxon Lao;Muso oa Lesotho;Dawlat Libya;
  Repoblikan'i Madagasikara;Repubblika ta' Malta;Dhivehi Raajjeyge Jumhooriyya;Mexicanos;Estados Unidos Mexicanos;
  Teratri of Norf'k Ailen;Naoero;Pleasant Island;Ripublik Naoero;Papua Niugini;Independen Stet bilong Papua Niugini;
  Estado Libre Asociado de Puerto Rico;Portuguesa;Beluu er a Belau;Rossiya;Rossiyskaya Federatsiya;
  Repubulika y'u Rwanda;Repiblik Sesel;Singapura;Republik Singapura;Jamhuuriyadda Federaalka Soomaaliya;Sarnam;
  Sranangron;Republiek Suriname;weSwatini;Swatini;Ngwane;Umbuso waseSwatini;Prathet;Thai;Ratcha Anachak Thai;
  Jamhuri ya Muungano wa Tanzania;Ukrayina;Jamhuri ya Uganda;US and A;US of A;Ripablik blong Vanuatu;Somers Isles;
  Hong Kong S.A.R.;Macau S.A.R.;Guernsey and Alderney;Kongeriget Danmark;Konungariket Sverige;Kongeriket Norge;
  Kongeriket Noreg;Rzeczpospolita Polska;Bundesrepublik Deutschland;Republik Indonesia;Suomen tasavalta;
  Republiken Finland;Lietuvos Respublika;Latvijas Republika;Eesti Vabariik;Republika Hrvatska;Republika Slovenija;
  Repubblica italiana;Repubblica di San Marino;Rumania;Roumania;Belgien;Svizzera;N Ireland;Nation of Brunei;St. Barth;
  St. Barths;Islas Malvinas;Pitcairn Henderson Ducie and Oeno Islands;Tchad;The Bermudas;Guiana;Guyane;Belgique;Suisse`.split(
    /;\s*/,
  ),
);
