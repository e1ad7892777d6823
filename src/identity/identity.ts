import type { Identity, PageFacts } from "../types.ts";
import { cleanUrl, readUtmParams } from "../wire/clean-url.ts";
import type { Attribution, Touch } from "../wire/event.ts";
import { MAX_VISITOR_ID_LENGTH } from "../wire/limits.ts";
import { toJson } from "../wire/to-json.ts";
import { parseAttribution } from "./parse-attribution.ts";

/** A page as it was when something happened on it. */
export interface View extends PageFacts {
  /** Milliseconds since the epoch. */
  at: number;
}

/** The visitor's identity on this page. */
export interface IdentityKeeper {
  /**
   * Who the visitor of these views is. Writes the cookies that are missing or have news, so consent has to allow it;
   * where cookies are blocked, the click ids of the address still count while the page lives.
   */
  recognize(views: readonly View[]): Identity;
  /** Consent is refused or withdrawn: removes what is ours. */
  remove(): void;
  /** Where its cookies are; undefined while nobody has been recognized, and where they belong to the host alone. */
  domain(): string | undefined;
}

/** What the keeper of identity needs of the rest. */
export interface IdentityParts {
  siteId: string;
  readCookie(name: string): string | undefined;
  writeCookie(name: string, value: string, reach: { maxAgeSeconds: number; domain?: string | undefined }): void;
  removeCookie(name: string): void;
  findCookieDomain(): string | undefined;
  newEventId(): string;
  sha256(text: string): string;
}

const DAY_SECONDS = 24 * 60 * 60;

const LIFETIME_DAYS = { _fbp: 90, _fbc: 90, _pf_uid: 390, _pf_attribution: 390, _pf_utm: 30, _pf_click_ids: 90 };

/** Other networks' click ids; Meta's own travels as `fbc`. */
const CLICK_ID = /^(tt|g|msc?l|tw)clid$|^[gw]braid$/;

/** What may stand in a cookie and is no e-mail address. */
const FBCLID = /^[!#-+\--:<-?A-[\]-~]{1,900}$/;

/** Meta's own form of both cookies, by its pixel, its parameter builder, or us. */
const META_ID = /^fb\.\d+\.\d+\..+/;

/** A browser refuses a cookie above 4096 bytes, name and attributes included. */
const MAX_COOKIE_LENGTH = 3900;

/** Longest address of a touch: a browser refuses cookies above 4096 bytes, and one holds two touches. */
const MAX_TOUCH_URL_LENGTH = 300;

/** An address's host; undefined where there is none. */
const readHost = (address: string) => /^https?:\/\/([^/:?#]+)/.exec(address)?.[1];

/** The parameters of an address, and of a route in its fragment. */
const readQuery = (address: string) => new URLSearchParams(address.split(/[?#]/).slice(1).join("&"));

/** Makes the keeper of identity. */
export function createIdentity(parts: IdentityParts): IdentityKeeper {
  const { siteId, readCookie, writeCookie, removeCookie, findCookieDomain, newEventId, sha256 } = parts;
  let known: Identity = {};
  let seenUrl: string | undefined;
  let domain: string | undefined;

  /** Absent where it is not in Meta's form. */
  const readMetaId = (name: string) => META_ID.exec(readCookie(name) ?? "")?.[0];

  function see({ url, referrer, at }: View) {
    domain ??= findCookieDomain();
    const write = (name: keyof typeof LIFETIME_DAYS, value: string) =>
      writeCookie(name, value, { maxAgeSeconds: LIFETIME_DAYS[name] * DAY_SECONDS, domain });
    const prefix = `fb.${domain ? domain.split(".").length - 1 : 0}.${at}.`;
    const query = readQuery(url);
    let isNews = false;

    // A page of the site that was left before the tag came shows in the referrer.
    const fbclid = [query, readQuery(referrer)]
      .map((one) => one.get("fbclid") ?? "")
      .find((id) => id && FBCLID.test(id));
    let fbc = readMetaId("_fbc") ?? known.fbc;
    const isKnown = fbc?.includes(`.${fbclid}`) || Number(fbc?.split(".")[2]) > at;
    if (fbclid && !isKnown) {
      fbc = prefix + fbclid;
      isNews = true;
    }

    const clickIds = new URLSearchParams(readCookie("_pf_click_ids"));
    query.forEach((value, name) => {
      if (!CLICK_ID.test(name)) return;
      clickIds.set(name, value);
      write("_pf_click_ids", `${clickIds}`);
      isNews = true;
    });

    const utm = readUtmParams(url);
    if (utm) {
      write("_pf_utm", `${new URLSearchParams(utm)}`);
      isNews = true;
    }

    const host = readHost(referrer);
    const isFromOutside = host !== undefined && !`.${host}`.endsWith(`.${domain ?? readHost(url)}`);
    const fbp = readMetaId("_fbp") ?? prefix + newEventId().split("-")[0];
    const visitorId = (readCookie("_pf_uid") || newEventId()).slice(0, MAX_VISITOR_ID_LENGTH);
    const stored = parseAttribution(readCookie("_pf_attribution"));
    const touch: Touch = {
      url: cleanUrl(url).slice(0, MAX_TOUCH_URL_LENGTH),
      referrer_hostname: isFromOutside ? host : null,
      utm_params: utm ?? null,
      timestamp: at,
    };
    const attribution: Attribution = {
      visitor_id: visitorId,
      first_touch: stored.first_touch ?? touch,
      // The latest that says where the visitor came from.
      last_touch: (!isNews && (!isFromOutside || seenUrl !== undefined) && stored.last_touch) || touch,
    };

    // On every page anew: Safari keeps what a script has written for a week only.
    write("_fbp", fbp);
    if (fbc) write("_fbc", fbc);
    write("_pf_uid", visitorId);
    const [whole = "", first = ""] = [attribution, { ...attribution, last_touch: undefined }].map((each) =>
      encodeURIComponent(toJson(each)),
    );
    // Campaigns in other scripts than Latin take six times the room; the first touch is the one that cannot be had again.
    write("_pf_attribution", whole.length > MAX_COOKIE_LENGTH ? first : whole);

    known = { fbc, ttclid: clickIds.get("ttclid") || undefined };
    // Without cookies the next page would know another visitor: better none than one for each page.
    if (readCookie("_pf_uid")) known = { ...known, fbp, attribution, externalId: sha256(`${siteId}_${visitorId}`) };
    seenUrl = url;
  }

  return {
    recognize(views) {
      for (const view of views) if (view.url !== seenUrl) see(view);
      return { ...known, ttp: readCookie("_ttp") || undefined };
    },
    remove() {
      known = {};
      seenUrl = undefined;
      for (const name in LIFETIME_DAYS) removeCookie(name);
    },
    domain: () => domain,
  };
}
