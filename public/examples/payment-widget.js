// Stands in for a payment provider's own script: it draws a button and calls back once the payment went through.
window.PaymentWidget = {
  mount(selector, { amount, currency, onSuccess }) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = `Pay ${amount.toLocaleString("en", { style: "currency", currency })}`;
    button.addEventListener("click", () => {
      onSuccess({
        orderId: `order-${Date.now()}`,
        amount,
        currency,
        items: [
          { sku: "mug-blue", quantity: 2, price: 12 },
          { sku: "tea-green", quantity: 1, price: 9.5 },
        ],
        payer: {
          email: "Jane@Example.com",
          phone: "+44 20 7946 0018",
          firstName: "Jane",
          lastName: "O’Connor",
          city: "London",
          postcode: "SW1A 1AA",
          country: "United Kingdom",
        },
      });
    });
    document.querySelector(selector).append(button);
  },
};
