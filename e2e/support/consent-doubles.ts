/** A stand-in for one consent platform, as a script of a page. */
export interface ConsentDouble {
  /** What the tag calls it. */
  source: string;
  /**
   * Page code that gives an object: `half` is the platform while it is half built, `break` while it throws, `load` once
   * it is there and its banner is open; `answer` is what happens when the visitor has chosen.
   */
  code: string;
}

/** Every platform that the tag knows, as it behaves by its documentation. */
export const DOUBLES = {
  "Google consent mode": {
    source: "gcm",
    code: `{
      half() { window.dataLayer = {}; },
      break() { window.dataLayer = [{ get 0() { throw new Error("not yet"); } }]; },
      load() {
        window.dataLayer = [];
        window.gtag = function () { dataLayer.push(arguments); };
        gtag("js", new Date());
        gtag("consent", "default", { ad_storage: "denied", ad_user_data: "denied", wait_for_update: 500 });
        gtag("consent", "default", { ad_storage: "granted", ad_user_data: "granted", region: ["US"] });
      },
      answer(yes) {
        const value = yes ? "granted" : "denied";
        gtag("consent", "update", { ad_storage: value, ad_user_data: value });
        // Google's tag forgets what it has read.
        setTimeout(() => dataLayer.splice(0), 50);
      },
    }`,
  },
  "IAB TCF": {
    source: "api",
    code: `{
      half() { window.__tcfapi = "soon"; },
      break() { window.__tcfapi = () => { throw new Error("not yet"); }; },
      load() {
        this.listeners = [];
        window.__tcfapi = (command, version, callback) => {
          if (command !== "addEventListener" || version !== 2) return callback(null, false);
          this.listeners.push(callback);
          callback({ eventStatus: "cmpuishown", gdprApplies: true, purpose: { consents: {} }, listenerId: 1 }, true);
        };
      },
      answer(yes) {
        for (const listener of this.listeners)
          listener({ eventStatus: "useractioncomplete", gdprApplies: true, purpose: { consents: yes ? { 1: true } : {} } }, true);
      },
    }`,
  },
  "IAB GPP": {
    source: "api",
    code: `{
      half() { window.__gpp = {}; },
      break() { window.__gpp = () => { throw new Error("not yet"); }; },
      load() {
        this.listeners = [];
        window.__gpp = (command, callback) => {
          if (command !== "addEventListener") return;
          this.listeners.push(callback);
          callback({ eventName: "listenerRegistered", data: true, pingData: { signalStatus: "not ready", parsedSections: {} } });
        };
      },
      answer(yes) {
        const section = { Version: 1, SaleOptOut: yes ? 2 : 1, SharingOptOut: 2, TargetedAdvertisingOptOut: 0 };
        for (const listener of this.listeners)
          listener({ eventName: "signalStatus", data: "ready",
            pingData: { signalStatus: "ready", parsedSections: { usnat: [section, { SubsectionType: 1, Gpc: false }] } } });
      },
    }`,
  },
  CookieYes: {
    source: "cookieyes",
    code: `{
      half() { window.getCkyConsent = () => ({}); },
      break() { window.getCkyConsent = () => { throw new Error("not yet"); }; },
      load() {
        this.state = { isUserActionCompleted: false, categories: { necessary: true, advertisement: false } };
        window.getCkyConsent = () => this.state;
        document.dispatchEvent(new CustomEvent("cookieyes_banner_load", { detail: this.state }));
      },
      answer(yes) {
        this.state = { isUserActionCompleted: true, categories: { necessary: true, advertisement: yes } };
        const detail = { accepted: yes ? ["advertisement"] : [], rejected: yes ? [] : ["advertisement"] };
        document.dispatchEvent(new CustomEvent("cookieyes_consent_update", { detail }));
      },
    }`,
  },
  Cookiebot: {
    source: "cookiebot",
    code: `{
      half() { window.Cookiebot = {}; },
      break() { window.Cookiebot = { get hasResponse() { throw new Error("not yet"); } }; },
      load() { window.Cookiebot = { hasResponse: false, consent: { necessary: true, marketing: false } }; },
      answer(yes) {
        Cookiebot.hasResponse = true;
        Cookiebot.consent.marketing = yes;
        window.dispatchEvent(new Event("CookiebotOnConsentReady"));
        window.dispatchEvent(new Event(yes ? "CookiebotOnAccept" : "CookiebotOnDecline"));
      },
    }`,
  },
  Complianz: {
    source: "complianz",
    code: `{
      half() { window.cmplz_has_consent = "soon"; },
      break() { window.cmplz_has_consent = () => { throw new Error("not yet"); }; },
      load() { window.cmplz_has_consent = (category) => document.cookie.includes("cmplz_" + category + "=allow"); },
      answer(yes) {
        document.cookie = "cmplz_marketing=" + (yes ? "allow" : "deny") + "; path=/";
        document.dispatchEvent(new CustomEvent(yes ? "cmplz_fire_categories" : "cmplz_revoke", { detail: {} }));
      },
    }`,
  },
  "WP Consent API": {
    source: "api",
    code: `{
      half() { window.wp_has_consent = () => false; },
      break() { window.wp_has_consent = () => { throw new Error("not yet"); }; window.wp_consent_type = "optin"; },
      load() {
        window.wp_has_consent = (category) => document.cookie.includes("wp_consent_" + category + "=allow");
        window.wp_consent_type = "optin";
        document.dispatchEvent(new CustomEvent("wp_consent_type_defined"));
      },
      answer(yes) {
        const value = yes ? "allow" : "deny";
        document.cookie = "wp_consent_marketing=" + value + "; path=/";
        document.dispatchEvent(new CustomEvent("wp_listen_for_consent_change", { detail: { marketing: value } }));
      },
    }`,
  },
  OneTrust: {
    source: "onetrust",
    code: `{
      half() { window.OneTrust = {}; },
      break() { window.OneTrust = { IsAlertBoxClosed() { throw new Error("not yet"); } }; },
      load() {
        window.OnetrustActiveGroups = ",C0001,";
        window.OneTrust = { IsAlertBoxClosed: () => this.closed === true, OnConsentChanged() {} };
      },
      answer(yes) {
        this.closed = true;
        window.OnetrustActiveGroups = yes ? ",C0001,C0004," : ",C0001,";
        window.dispatchEvent(new CustomEvent("OneTrustGroupsUpdated", { detail: OnetrustActiveGroups.split(",") }));
      },
    }`,
  },
  "Usercentrics 2": {
    source: "api",
    code: `{
      half() { window.UC_UI = { isInitialized: () => false }; },
      break() { window.UC_UI = { isInitialized() { throw new Error("not yet"); } }; },
      load() {
        this.status = false;
        this.required = true;
        window.UC_UI = {
          isInitialized: () => true,
          isConsentRequired: () => this.required,
          getServicesBaseInfo: () => [
            { name: "Google Analytics", categorySlug: "functional", consent: { status: true } },
            { name: "Facebook Pixel", categorySlug: "marketing", consent: { status: this.status } },
          ],
        };
        window.dispatchEvent(new Event("UC_UI_INITIALIZED"));
      },
      answer(yes) {
        this.status = yes;
        this.required = false;
        window.dispatchEvent(new CustomEvent("UC_UI_CMP_EVENT", { detail: { type: yes ? "ACCEPT_ALL" : "DENY_ALL" } }));
      },
    }`,
  },
  "Usercentrics 3": {
    source: "api",
    code: `{
      half() { window.__ucCmp = {}; },
      break() { window.__ucCmp = { isConsentRequired() { throw new Error("not yet"); } }; },
      load() {
        this.state = "ALL_DENIED";
        this.required = true;
        window.__ucCmp = {
          isInitialized: async () => true,
          isConsentRequired: async () => this.required,
          getConsentDetails: async () => ({ services: {}, categories: { marketing: { state: this.state } } }),
        };
      },
      answer(yes) {
        this.state = yes ? "ALL_ACCEPTED" : "ALL_DENIED";
        this.required = false;
        window.dispatchEvent(new CustomEvent("UC_CONSENT", { detail: {} }));
      },
    }`,
  },
  Osano: {
    source: "api",
    code: `{
      half() { window.Osano = {}; },
      break() { window.Osano = { cm: { getConsent() { throw new Error("not yet"); } } }; },
      load() {
        this.listeners = [];
        this.marketing = "DENY";
        window.Osano = { cm: {
          getConsent: () => ({ ESSENTIAL: "ACCEPT", MARKETING: this.marketing }),
          addEventListener: (name, callback) => this.listeners.push([name, callback]),
        } };
      },
      answer(yes) {
        this.marketing = yes ? "ACCEPT" : "DENY";
        for (const [name, callback] of this.listeners) if (name === "osano-cm-consent-saved") callback();
      },
    }`,
  },
  iubenda: {
    source: "api",
    code: `{
      half() { window._iub = []; },
      break() { window._iub = { cs: { api: { getPreferences() { throw new Error("not yet"); } } } }; },
      load() {
        window.theirs = [];
        window._iub = {
          csConfiguration: { callback: { onPreferenceExpressedOrNotNeeded: (preference) => theirs.push(preference) } },
          cs: { consent: {}, api: { getPreferences: () => this.preferences } },
        };
      },
      answer(yes) {
        this.preferences = { timestamp: "now", consent: yes, purposes: { 1: true, 5: yes } };
        _iub.csConfiguration.callback.onPreferenceExpressedOrNotNeeded(this.preferences);
      },
    }`,
  },
  Termly: {
    source: "api",
    code: `{
      half() { window.Termly = {}; },
      break() { window.Termly = { getConsentState() { throw new Error("not yet"); } }; },
      load() { window.Termly = { getConsentState: () => this.state, on() {} }; },
      answer(yes) { this.state = { essential: true, advertising: yes }; },
    }`,
  },
  CookieFirst: {
    source: "api",
    code: `{
      half() { window.CookieFirst = {}; },
      break() { window.CookieFirst = { get consent() { throw new Error("not yet"); } }; },
      load() { window.CookieFirst = { consent: null }; window.dispatchEvent(new Event("cf_init")); },
      answer(yes) {
        CookieFirst.consent = { necessary: true, advertising: yes };
        window.dispatchEvent(new CustomEvent("cf_consent", { detail: CookieFirst.consent }));
      },
    }`,
  },
  Shopify: {
    source: "api",
    code: `{
      half() { window.Shopify = {}; },
      break() { window.Shopify = { get customerPrivacy() { throw new Error("not yet"); } }; },
      load() {
        window.Shopify = { loadFeatures: ([{ name }], done) => setTimeout(() => {
          if (name !== "consent-tracking-api") return;
          this.marketing = "";
          Shopify.customerPrivacy = {
            marketingAllowed: () => this.marketing === "yes",
            currentVisitorConsent: () => ({ marketing: this.marketing }),
          };
          done();
        }) };
      },
      answer(yes) {
        this.marketing = yes ? "yes" : "no";
        document.dispatchEvent(new CustomEvent("visitorConsentCollected", { detail: { marketingAllowed: yes } }));
      },
    }`,
  },
} satisfies Record<string, ConsentDouble>;
