import type { Tab } from "./scene.ts";

/** Waits until the site's settings have come and stand in storage for the next page. */
export async function whenSettingsKept(tab: Tab): Promise<void> {
  await tab.evaluate(`new Promise((resolve) => {
    const look = () =>
      Object.keys(localStorage).some((key) => key.startsWith("_pf_settings:")) ? resolve() : setTimeout(look, 5);
    look();
  })`);
}
