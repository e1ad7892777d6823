import type { Tab } from "./scene.ts";

/** Waits until the tag has replaced the stub; asks as a page would, since a tag that loads announces nothing. */
export async function whenLoaded(tab: Tab): Promise<void> {
  await tab.evaluate(`new Promise((resolve) => {
    const look = () => (window.pixelFlow?.utils ? resolve() : setTimeout(look, 5));
    look();
  })`);
}
