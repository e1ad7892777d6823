function whenPixelFlowIsReady(callback) {
  let triesLeft = 50; // 50 × 200 ms: ten seconds
  const timer = setInterval(() => {
    const pixelFlow = window.pixelFlow;
    if (pixelFlow?.trackEvent && pixelFlow.utils?.normalizeCustomerData) {
      clearInterval(timer);
      callback(pixelFlow);
    } else if (--triesLeft === 0) {
      clearInterval(timer);
      console.warn("PixelFlow did not load within ten seconds.");
    }
  }, 200);
}

document.querySelector("#book-a-call").addEventListener("click", () => {
  whenPixelFlowIsReady(async (pixelFlow) => {
    const customer = await pixelFlow.utils.normalizeCustomerData({
      em: "jane.doe@example.com",
      ph: "(555) 123-4567",
      fn: " Jane ",
      ln: "Doe",
    });
    await pixelFlow.trackEvent("Schedule", { content_name: "Intro call" }, customer);
  });
});
