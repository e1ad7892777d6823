document.querySelector("#send-purchase").addEventListener("click", () => {
  pixelFlow.trackEvent("Purchase", { value: 40, currency: "EUR" }, { em: "Jane@Example.com", ph: "+49 30 23125 014" });
});
