const form = document.querySelector("#lead-form");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!form.reportValidity()) return;
  document.querySelector("#lead-thanks").textContent = "Thank you. The brochure is on its way.";

  // As typed: the tag normalizes and hashes it. Nothing waits for the call, so a blocked tag keeps nobody waiting.
  const field = new FormData(form);
  const customer = {
    em: field.get("email"),
    ph: field.get("phone"),
    fn: field.get("first-name"),
    ln: field.get("last-name"),
  };
  window.pixelFlow.trackEvent("Lead", { content_name: "Brochure" }, customer);
});
