import { onActions } from "./browser/actions.ts";
import { createClock } from "./browser/clock.ts";
import { readHost } from "./browser/host-global.ts";
import { createScriptLoader } from "./browser/load-script.ts";
import { readLanguages, readPage, whenActivated } from "./browser/page.ts";
import { onPageLeave } from "./browser/page-life.ts";
import { newEventId } from "./browser/random.ts";
import { onRouteChange } from "./browser/route.ts";
import { createStorage } from "./browser/storage.ts";
import { createLeftCalls } from "./capture/left-calls.ts";
import { takeQueue } from "./capture/queue.ts";
import { createReplay } from "./capture/replay.ts";
import type { View } from "./capture/standard/page-views.ts";
import { createPurchaseIds } from "./capture/standard/purchase-ids.ts";
import { startStandard } from "./capture/standard/standard.ts";
import { type Config, parseConfig } from "./config.ts";
import { createDebugHook } from "./debug-hook.ts";
import { createGuard } from "./guard.ts";
import type { PixelFlow } from "./page-api.ts";
import { createPageUtils } from "./page-utils.ts";
import { createPipeline, type Pipeline } from "./pipeline.ts";
import { readSwitch } from "./read-switch.ts";
import { createReport } from "./report.ts";
import { cleanUrl } from "./wire/clean-url.ts";

/** What whoever set the mark wants to hear. */
const OWN_TRAFFIC =
  "?pixelflow_ignore=1 was opened in this browser, so no event can be sent. Open ?pixelflow_ignore=0 to change that.";

declare const __VERSION__: string;

/** Puts the tag in the stub's place and plays what the stub has queued. */
export function start(): void {
  const { takeNote, settleNotes } = createDebugHook();
  const report = createReport(takeNote);
  const guard = createGuard(report);
  guard(() => {
    const host = readHost();
    // A second bundle on the same page would double every page view.
    if (host.global?.version) return;

    const clock = createClock(guard);
    const loadScript = createScriptLoader(host.global?.policy);
    const store = createStorage();
    const { url: pageUrl } = readPage();
    const config =
      readSwitch("ignore", store, pageUrl) === "1" ? { problem: OWN_TRAFFIC } : parseConfig({ ...host, pageUrl });
    const built =
      "problem" in config
        ? config
        : { config, ...createPipeline({ config, clock, guard, report, takeNote, loadScript }) };
    const replay = guard(
      createReplay({
        methods: new Map([
          ["trackEvent", "problem" in built ? refuse(built.problem) : built.track],
          ["consent", "problem" in built ? refuse(built.problem) : (args) => built.decide(args[0])],
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
    const debug = readSwitch("debug", createStorage("sessionStorage"), pageUrl);
    const debugNotes = settleNotes(debug ? debug === "1" : "debug" in config);
    host.install(Object.assign(api, debugNotes && { debugNotes }));
    // Beside the tag's own file, and of the same build.
    const panelUrl = host.src.replace(/[^/]*$/, `pixelflow-debug.js?${__VERSION__}`);
    if (debugNotes) guard(loadScript)(panelUrl);
    if ("problem" in built) report.error(built.problem);
    else startTracking(built);
    for (const call of queued) replay(call);

    function startTracking({ config, settings, mayStore, storeRest }: Pipeline & { config: Config }) {
      const { siteId, currency, trackedUrls = [] } = config;
      const left = createLeftCalls({
        store,
        siteId,
        // What has no method is a view whose triggers are not known yet.
        replay: (call) => (call[0] ? replay(call) : triggers.view(call as View)),
        whenStored: clock.soon,
        whenGone: storeRest,
      });
      const triggers = startStandard({
        track: replay,
        clock,
        settings,
        readPage,
        onRouteChange,
        keepView({ time, url }) {
          if (mayStore()) left.keep({ id: newEventId(), time, url: cleanUrl(url) });
        },
        snippetRanAt: host.global?.l,
        currency,
        triggers: trackedUrls,
        report,
        purchaseIds: createPurchaseIds(newEventId),
        onActions: (listeners) => onActions(listeners, guard),
      });
      left.forget(queued);
      whenActivated(
        guard(() => {
          left.replayAll();
          onPageLeave(guard(triggers.leave));
        }),
      );
    }

    function refuse(problem: string) {
      return () => {
        report.error(problem);
        return Promise.resolve(false);
      };
    }
  })();
}
