import { expect, test } from "./support/demo-fixtures.ts";

test("the demo page with the tag is not held up by it, and nothing on it moves", async ({ page, demo }) => {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node?: Element }[];
      })[]) {
        if (entry.hadRecentInput) continue;
        shifts.push(`${entry.value} by ${entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80))}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(demo.site);
    await page.getByRole("button", { name: "Send a Purchase" }).click();
    await expect(page.locator('#trail [role="tab"][data-state="done"]')).toHaveCount(5);
    const { shifts, blocking } = await page.evaluate(() => ({
      shifts: (window as unknown as { shifts: string[] }).shifts,
      blocking: performance
        .getEntriesByType("resource")
        .filter((entry) => (entry as { renderBlockingStatus?: string }).renderBlockingStatus === "blocking")
        .map(({ name }) => new URL(name).pathname),
    }));
    expect(shifts, `at ${width} px`).toEqual([]);
    expect(blocking).not.toContain("/v1/pixelflow.js");
  }
});
