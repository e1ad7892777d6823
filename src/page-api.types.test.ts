// Calls that the compiler must accept, and calls that it must refuse: tsc is the test, nothing here runs. A site's own
// code is checked against these signatures, so each line below is somebody's build.
import type { HashedUserData, PixelFlow, UserData } from "./page-api.ts";

export async function accepted(pixelFlow: PixelFlow): Promise<void> {
  const sent: boolean = await pixelFlow.trackEvent(
    "Purchase",
    { value: 40, currency: "EUR" },
    { em: "jane@example.com" },
  );
  await pixelFlow.trackEvent("Lead");
  await pixelFlow.trackEvent("Lead", null, null);
  await pixelFlow.trackEvent("Lead", undefined, undefined);
  await pixelFlow.trackEvent("Clicked Hero", { click_url: "/a", page: { name: "home" }, tags: ["a"] });
  await pixelFlow.trackEvent("Purchase", {
    value: "1299.90",
    contents: [{ id: 1, quantity: 2, item_price: 9.95, brand: "x" }],
  });
  await pixelFlow.trackEvent("Purchase", { contentName: "Hat", numItems: 2, eventID: "order-17" });

  // Customer data: raw, several, numbers, unknown keys, Promises of a field and of all of it.
  await pixelFlow.trackEvent("Lead", {}, { em: ["a@example.com", "b@example.com"], external_id: 17, notes: "x" });
  await pixelFlow.trackEvent("Lead", {}, { em: Promise.resolve("jane@example.com"), fn: null, ln: undefined });
  await pixelFlow.trackEvent("Lead", {}, Promise.resolve(null));
  const user: UserData = { ph: "(555) 123-4567", country: "US" };
  await pixelFlow.trackEvent("Lead", {}, Promise.resolve(user));

  // Hashed by utils, awaited or not.
  const hashed: HashedUserData | undefined = await pixelFlow.utils?.normalizeCustomerData({ em: "jane@example.com" });
  if (hashed) await pixelFlow.trackEvent("Lead", {}, hashed);
  if (pixelFlow.utils) await pixelFlow.trackEvent("Lead", {}, pixelFlow.utils.normalizeCustomerData(user));
  const text: string | undefined = pixelFlow.utils?.normalizePhone("020 7946 0018", "GB");

  // The callable form, and the global itself.
  await pixelFlow("trackEvent", "Lead", { value: 1 }, { em: "jane@example.com" });
  await pixelFlow("consent", "grant");
  await pixelFlow.consent("revoke");
  const onWindow = (page: Window) => page.pixelFlow.trackEvent("Lead");
  void [sent, text, onWindow];
}

export function refused(pixelFlow: PixelFlow): void {
  // @ts-expect-error an event has a name
  pixelFlow.trackEvent();
  // @ts-expect-error the name is a text
  pixelFlow.trackEvent(42);
  // @ts-expect-error the name comes first
  pixelFlow.trackEvent({ value: 40 }, "Purchase");
  // @ts-expect-error customData is an object
  pixelFlow.trackEvent("Purchase", "value=40");
  // @ts-expect-error customData is awaited by nobody
  pixelFlow.trackEvent("Purchase", Promise.resolve({ value: 40 }));
  // @ts-expect-error a value is a number or its text
  pixelFlow.trackEvent("Purchase", { value: true });
  // @ts-expect-error a currency is its code
  pixelFlow.trackEvent("Purchase", { value: 40, currency: 978 });
  // @ts-expect-error every entry of contents has an id
  pixelFlow.trackEvent("Purchase", { contents: [{ quantity: 2 }] });
  // @ts-expect-error content_ids is a list
  pixelFlow.trackEvent("Purchase", { content_ids: "a" });
  // @ts-expect-error customer data is an object
  pixelFlow.trackEvent("Lead", {}, "jane@example.com");
  // @ts-expect-error an e-mail address is a text
  pixelFlow.trackEvent("Lead", {}, { em: { address: "jane@example.com" } });
  // @ts-expect-error nobody's name is true
  pixelFlow.trackEvent("Lead", {}, { fn: true });
  // @ts-expect-error there is no fourth argument
  pixelFlow.trackEvent("Lead", {}, {}, {});

  // @ts-expect-error no such method
  pixelFlow("track", "Lead");
  // @ts-expect-error the callable form's event has a name, too
  pixelFlow("trackEvent");
  // @ts-expect-error consent is granted or revoked
  pixelFlow.consent("maybe");
  // @ts-expect-error consent is granted or revoked
  pixelFlow("consent", true);

  // @ts-expect-error utils is absent until the tag has loaded
  pixelFlow.utils.normalizeEmail("jane@example.com");
  if (!pixelFlow.utils) return;
  // @ts-expect-error the asynchronous one gives a Promise
  const hashed: HashedUserData = pixelFlow.utils.normalizeCustomerData({});
  // @ts-expect-error the synchronous ones give text
  const promised: Promise<string> = pixelFlow.utils.normalizeEmail("jane@example.com");
  // @ts-expect-error no such function
  pixelFlow.utils.normalizeSurname("Doe");
  void [hashed, promised];
}
