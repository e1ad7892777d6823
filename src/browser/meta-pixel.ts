import type { Guard } from "../guard.ts";
import type { Envelope } from "../types.ts";
import type { EventData } from "../wire/event.ts";
import { STANDARD_EVENTS } from "../wire/standard-events.ts";

/** Meta's own interface: a function that queues its calls until Meta's script has put `callMethod` on it. */
interface Fbq {
  (...call: unknown[]): void;
  callMethod?(...call: unknown[]): void;
  queue?: Iterable<unknown>[];
  /** Only the loaded script has it. */
  getState?(): { pixels: { id: string }[] };
}

/** Meta's own pixel in the page, which gets the events that the ingest gets, with the same ids. */
export interface MetaPixel {
  /** Loads Meta's script at the first event, so that nobody is contacted before consent allows it. */
  fire(envelope: Envelope): void;
  /** Meta's script, if it is there, pauses all it sends until an event comes that was consented to. */
  revoke(): void;
}

/**
 * Makes the pixel for these pixel ids. A pixel that the page has already is used as it is: its script is not loaded
 * again, its ids are not set up again, and an event that the page itself gave the same id is not fired again.
 */
export function createMetaPixel({
  ids,
  guard,
  loadScript,
}: {
  ids: readonly string[];
  guard: Guard;
  loadScript(url: string): void;
}): MetaPixel {
  let fbq: Fbq | undefined;
  /** The page's own calls, as far as they can be seen: `{event name} {event id}`, `init {pixel id}`. */
  const seen = new Set<string>();
  const see = guard((call: Iterable<unknown>) => {
    const [method, first, ...rest] = call;
    const name = method === "init" ? method : String(method).includes("Single") ? rest[0] : first;
    seen.add(`${name} ${method === "init" ? first : (rest.pop() as { eventID?: unknown } | undefined)?.eventID}`);
  });

  function open(): Fbq {
    const host = window as unknown as { fbq?: Fbq; _fbq?: Fbq };
    const own: Fbq = (...call) => (own.callMethod ? own.callMethod(...call) : own.queue?.push(call));
    const target =
      host.fbq ??
      Object.assign(own, {
        push: own,
        loaded: true,
        version: "2.0",
        queue: [],
        // The page views of a single-page application come from us.
        disablePushState: true,
        allowDuplicatePageViews: true,
      });
    target.queue?.forEach(see);
    // Meta's script reads and writes its own properties through it.
    host.fbq = host._fbq = new Proxy(target, {
      apply(_target, _this, call) {
        see(call);
        return target(...call);
      },
    });
    if (target === own) loadScript("https://connect.facebook.net/en_US/fbevents.js");
    for (const id of ids) {
      if (seen.has(`init ${id}`) || target.getState?.().pixels.some((pixel) => pixel.id === id)) continue;
      // Or it sends what it makes of clicks and of the page's texts.
      target("set", "autoConfig", false, id);
      target("init", id);
    }
    return target;
  }

  return {
    fire({ eventId, eventName, json }) {
      fbq ??= open();
      const { additionalData, consent } = JSON.parse(json) as EventData;
      if (consent?.state === "granted") fbq("consent", "grant");
      const isSent = ({ name }: PerformanceEntry) =>
        name.includes(`ev=${eventName}&`) && name.includes(`eid=${encodeURIComponent(eventId)}`);
      if (seen.has(`${eventName} ${eventId}`) || performance.getEntriesByType("resource").some(isSent)) return;
      const isStandard = STANDARD_EVENTS.some(({ name }) => name === eventName);
      for (const id of ids) {
        fbq(isStandard ? "trackSingle" : "trackSingleCustom", id, eventName, additionalData, { eventID: eventId });
      }
    },
    revoke() {
      fbq?.("consent", "revoke");
    },
  };
}
