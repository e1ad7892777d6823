PaymentWidget.mount("#payment", {
  amount: 33.5,
  currency: "GBP",
  onSuccess: async (payment) => {
    const { payer } = payment;
    const customer = await window.pixelFlow.utils.normalizeCustomerData({
      em: payer.email,
      ph: payer.phone,
      fn: payer.firstName,
      ln: payer.lastName,
      ct: payer.city,
      zp: payer.postcode,
      country: payer.country,
    });
    await window.pixelFlow.trackEvent(
      "Purchase",
      {
        value: payment.amount,
        currency: payment.currency,
        order_id: payment.orderId,
        content_type: "product",
        contents: payment.items.map((item) => ({ id: item.sku, quantity: item.quantity, item_price: item.price })),
        num_items: payment.items.reduce((sum, item) => sum + item.quantity, 0),
      },
      customer,
    );
  },
});
