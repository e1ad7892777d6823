PaymentWidget.mount("#payment", {
  amount: 33.5,
  currency: "GBP",
  onSuccess: async ({ payer, ...payment }) => {
    document.querySelector("#payment-thanks").textContent = `Paid: ${payment.orderId}.`;

    const customer = {
      em: payer.email,
      ph: payer.phone,
      fn: payer.firstName,
      ln: payer.lastName,
      ct: payer.city,
      zp: payer.postcode,
      country: payer.country,
    };
    // The utils come with the tag; while it loads, or where it is blocked, the call takes the values as they are.
    const { utils } = window.pixelFlow;
    const hashed = utils ? await utils.normalizeCustomerData(customer) : customer;

    const { orderId, amount, currency, items } = payment;
    await window.pixelFlow.trackEvent(
      "Purchase",
      {
        value: amount,
        currency,
        order_id: orderId,
        content_type: "product",
        contents: items.map(({ sku, quantity, price }) => ({
          id: sku,
          quantity,
          item_price: price,
        })),
        num_items: items.reduce((sum, { quantity }) => sum + quantity, 0),
      },
      hashed,
    );
  },
});
