const button = document.querySelector("#send-purchase");

button.addEventListener("click", () => {
  const order = { value: 40, currency: "EUR" };
  pixelFlow.trackEvent("Purchase", order, {
    em: "Jane@Example.com",
    ph: "+49 30 23125 014",
  });
});
