// @ts-check
// The demo listens in on its own page: which calls are made, what their promises say, what leaves by the network.
// It stands before the snippet, and a shop needs none of it. Everything is passed on unchanged.
(() => {
  /** @typedef {{ type: string, id: number, at: number, [key: string]: any }} Sighting */

  /** @type {Sighting[]} */
  const seen = [];
  /** @type {((sighting: Sighting) => void)[]} */
  const listeners = [];
  let lastId = 0;
  const tell = (/** @type {Sighting} */ sighting) => {
    seen.push(sighting);
    for (const listener of listeners) listener(sighting);
  };

  Object.assign(window, {
    demoWatch: {
      /** Hands over what was seen so far, then whatever follows. */
      onSighting(/** @type {(sighting: Sighting) => void} */ listener) {
        for (const sighting of seen) listener(sighting);
        listeners.push(listener);
      },
    },
  });

  /* Calls: the stub and the tag each put their own trackEvent on the global, so we stand in front of the property. */

  const wrapped = new WeakSet();
  const wrapTrackEvent = (/** @type {Function} */ trackEvent) => {
    if (wrapped.has(trackEvent)) return trackEvent;
    const watching = (/** @type {unknown[]} */ ...args) => {
      const id = ++lastId;
      const started = performance.now();
      tell({ type: "call", id, at: Date.now(), args });
      const promise = trackEvent(...args);
      const settle = (/** @type {string} */ outcome) => (/** @type {unknown} */ value) =>
        tell({ type: "settled", id, at: Date.now(), outcome, value, ms: performance.now() - started });
      Promise.resolve(promise).then(settle("resolved"), settle("rejected"));
      return promise;
    };
    wrapped.add(watching);
    return watching;
  };

  const watchGlobal = (/** @type {any} */ api) => {
    if (!api || (typeof api !== "object" && typeof api !== "function")) return;
    let trackEvent = api.trackEvent;
    try {
      Object.defineProperty(api, "trackEvent", {
        configurable: true,
        enumerable: true,
        get: () => trackEvent,
        set: (value) => {
          trackEvent = typeof value === "function" ? wrapTrackEvent(value) : value;
        },
      });
      api.trackEvent = trackEvent;
    } catch {
      // A frozen global cannot be watched; it works all the same.
    }
  };

  /** @type {any} */
  let global;
  Object.defineProperty(window, "pixelFlow", {
    configurable: true,
    enumerable: true,
    get: () => global,
    set: (value) => {
      if (value !== global) watchGlobal(value);
      global = value;
    },
  });

  /* Requests: only posts to the ingest count, whatever they are sent with. */

  const endpoint = () => global?.apiEndpoint;
  const isOurs = (/** @type {string} */ url) => !!endpoint() && new URL(url, location.href).href === endpoint();
  const textOf = async (/** @type {any} */ body) =>
    typeof body === "string" ? body : body instanceof Blob ? body.text() : new Response(body).text();

  const tellRequest = (/** @type {string} */ by, /** @type {any} */ body) => {
    const id = ++lastId;
    const at = Date.now();
    textOf(body).then((text) => tell({ type: "request", id, at, by, text }));
    return id;
  };
  const tellAnswer = (/** @type {number} */ id, /** @type {number} */ status, /** @type {string} */ text) =>
    tell({ type: "answer", id, at: Date.now(), status, text });

  const realFetch = window.fetch;
  window.fetch = (input, init) => {
    const request = input instanceof Request ? input : undefined;
    if (!isOurs(request?.url ?? String(input))) return realFetch.call(window, input, init);
    const id = tellRequest(init?.keepalive ? "fetch, keepalive" : "fetch", init?.body ?? request?.clone().body);
    const answer = realFetch.call(window, input, init);
    answer.then(
      (response) =>
        response
          .clone()
          .text()
          .then((text) => tellAnswer(id, response.status, text)),
      () => tellAnswer(id, 0, ""),
    );
    return answer;
  };

  const realBeacon = navigator.sendBeacon?.bind(navigator);
  if (realBeacon) {
    navigator.sendBeacon = (url, body) => {
      if (isOurs(String(url))) tellRequest("beacon", body ?? "");
      return realBeacon(url, body);
    };
  }
})();
