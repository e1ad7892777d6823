const form = document.querySelector("#lead-form");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!form.reportValidity()) return;

  const field = new FormData(form);
  const customer = await window.pixelFlow.utils.normalizeCustomerData({
    em: field.get("email"),
    ph: field.get("phone"),
    fn: field.get("first-name"),
    ln: field.get("last-name"),
  });
  const sent = await window.pixelFlow.trackEvent("Lead", { content_name: "Brochure" }, customer);
  document.querySelector("#lead-result").textContent = sent ? "Thank you. The brochure is on its way." : "Thank you.";
});
