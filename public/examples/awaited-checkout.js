document.querySelector("#check-out").addEventListener("click", async () => {
  const result = document.querySelector("#checkout-result");
  result.textContent = "Waiting for the promise.";
  const sent = await window.pixelFlow.trackEvent("InitiateCheckout", { value: 40, currency: "EUR" });
  result.textContent = `The promise said ${sent}; the checkout goes on.`;
});
