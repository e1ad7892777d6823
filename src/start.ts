import { onActions } from "./browser/actions.ts";
import { createClock } from "./browser/clock.ts";
import { readHost } from "./browser/host-global.ts";
import { readLanguages, readPage, whenActivated } from "./browser/page.ts";
import { createStorage } from "./browser/storage.ts";
import { createLeftCalls } from "./capture/left-calls.ts";
import { takeQueue } from "./capture/queue.ts";
import { createReplay } from "./capture/replay.ts";
import { startStandard } from "./capture/standard/standard.ts";
import { parseConfig } from "./config.ts";
import { createGuard } from "./guard.ts";
import type { PixelFlow } from "./page-api.ts";
import { createPageUtils } from "./page-utils.ts";
import { createPipeline } from "./pipeline.ts";
import { parsePrice } from "./prepare/parse-price.ts";
import { parseQuantity } from "./prepare/parse-quantity.ts";
import { createReport } from "./report.ts";
import { createSettings } from "./settings.ts";

declare const __VERSION__: string;

/** Puts the tag in the stub's place and plays what the stub has queued. */
export function start(): void {
  const report = createReport();
  const guard = createGuard(report);
  guard(() => {
    const host = readHost();
    // A second bundle on the same page would double every page view.
    if (host.global?.version) return;

    const clock = createClock(guard);
    const config = parseConfig({ ...host, pageUrl: readPage().url });
    const { track, storeRest } =
      "problem" in config
        ? { track: refuse(config.problem), storeRest() {} }
        : createPipeline({ config, clock, guard, report });
    const replay = guard(
      createReplay({
        methods: new Map([
          ["trackEvent", track],
          ["consent", refuse("consent handling is not part of this version; pixelFlow.consent does nothing.")],
        ]),
        report,
        clearTimer: clock.cancel,
      }),
      Promise.resolve(false),
    );

    const api: PixelFlow = Object.assign((...call: unknown[]) => replay(call), {
      trackEvent: (...args: unknown[]) => replay(["trackEvent", ...args]),
      consent: (...args: unknown[]) => replay(["consent", ...args]),
      utils: createPageUtils(readLanguages),
      version: __VERSION__,
    });
    const queued = takeQueue(host.global, replay);
    host.install(api);
    if (!("problem" in config)) {
      startStandard({
        track: replay,
        now: clock.now,
        snippetRanAt: host.global?.l,
        settings: createSettings(),
        currency: host.attributes.currency,
        report,
        onActions: (listeners) => onActions(listeners, guard),
        parsePrice,
        parseQuantity,
      });
      replayLeftCalls(config.siteId);
    }
    for (const call of queued) replay(call);

    function replayLeftCalls(siteId: string) {
      const left = createLeftCalls({
        store: createStorage(),
        siteId,
        replay,
        whenStored: clock.soon,
        whenGone: storeRest,
      });
      left.forget(queued);
      whenActivated(guard(left.replayAll, undefined));
    }

    function refuse(problem: string) {
      return () => {
        report.error(problem);
        return Promise.resolve(false);
      };
    }
  }, undefined)();
}
