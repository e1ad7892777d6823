/** What Shopify puts into a custom pixel's sandbox, as far as it is used; `publish` plays an event. */
export const shopifyStandIn = `
  const subscribers = {};
  window.analytics = { subscribe: (name, callback) => void (subscribers[name] = callback) };
  window.browser = { cookie: { get: async (name) => (name === "_fbp" ? "fb.1.1757000000123.42" : "") } };
  window.publish = (name, event) => subscribers[name]({ name, ...event });
`;

/** A checkout event in the form of Shopify's web pixels. */
export const shopifyCheckout = {
  id: "sh-4f2a",
  timestamp: "2026-09-10T00:26:40.000Z",
  context: { document: { location: { href: "https://shop.example/checkouts/17" }, referrer: "" } },
  data: {
    checkout: {
      order: { id: "5001" },
      email: "Jane@Example.com",
      phone: null,
      currencyCode: "EUR",
      totalPrice: { amount: 33.5, currencyCode: "EUR" },
      billingAddress: {
        firstName: "Jane",
        lastName: "O’Connor",
        city: "London",
        provinceCode: null,
        zip: "SW1A 1AA",
        countryCode: "GB",
        phone: "020 7946 0018",
      },
      shippingAddress: null,
      lineItems: [
        {
          title: "Blue mug",
          quantity: 2,
          variant: { id: "41", sku: "mug-blue", price: { amount: 12, currencyCode: "EUR" }, product: { id: "7" } },
        },
      ],
    },
  },
};
