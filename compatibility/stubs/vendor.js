window.PixelFlowObject = "pixelFlow";
window.pixelFlow = window.pixelFlow || function () { (pixelFlow.q = pixelFlow.q || []).push(arguments); };
pixelFlow.l = +new Date();
pixelFlow.apiKey = "YOUR_API_KEY";
pixelFlow.siteId = "YOUR_SITE_ID";
pixelFlow.apiEndpoint = "https://YOUR_INGEST/event";
(function () {
  var script = document.createElement("script"), first = document.getElementsByTagName("script")[0];
  script.async = true;
  script.src = "https://YOUR_CDN/v1/pixelflow.js";
  first.parentNode.insertBefore(script, first);
})();
