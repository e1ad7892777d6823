import type { BrowserContext } from "playwright/test";

/** Does with the queue what Meta's script does, keeps the calls, and asks for each event as that one does. */
const SCRIPT = `(() => {
  const { fbq } = window;
  window.metaCalls = window.metaCalls || [];
  const pixels = [];
  fbq.getState = () => ({ pixels });
  fbq.callMethod = (...call) => {
    if (call[0] === "init") pixels.push({ id: String(call[1]) });
    metaCalls.push(JSON.parse(JSON.stringify(call)));
    if (!/^track/.test(call[0])) return;
    const rest = call.slice(/Single/.test(call[0]) ? 2 : 1);
    const query = new URLSearchParams({ id: "1", ev: rest[0], dl: location.href });
    if (rest[2]) query.set("eid", rest[2].eventID);
    new Image().src = "https://www.facebook.com/tr/?" + query;
  };
  while (fbq.queue.length) fbq.callMethod(...fbq.queue.shift());
})();`;

/** Answers for Meta's hosts in a browser; gives the requests for its script. */
export async function standInForMeta(context: BrowserContext): Promise<string[]> {
  const requests: string[] = [];
  await context.route(/^https:\/\/(connect\.facebook\.net|www\.facebook\.com)\//, async (route) => {
    const url = route.request().url();
    if (url.includes("fbevents")) requests.push(url);
    await route.fulfill({ contentType: "text/javascript", body: SCRIPT });
  });
  return requests;
}

/** What an existing site has pasted of Meta's: the function that queues, and its script. */
export const ownPixel = (calls: string) => `<script>
  window.fbq = function () { fbq.callMethod ? fbq.callMethod.apply(fbq, arguments) : fbq.queue.push(arguments); };
  window._fbq = fbq; fbq.push = fbq; fbq.loaded = true; fbq.version = "2.0"; fbq.queue = [];
  ${calls}
</script><script async src="https://connect.facebook.net/en_US/fbevents.js"></script>`;
