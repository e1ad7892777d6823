import type { PromiseToKeep } from "../support/scene.ts";
import { badInput, notConfigured } from "./bad-input.ts";
import { bigEvent, burst, overflow } from "./bursts.ts";
import { consentHold } from "./consent-hold.ts";
import { hostileEdges } from "./hostile-edges.ts";
import { leavingAtOnce } from "./leaving-at-once.ts";
import { leftTooSoon, leftTooSoonOptIn } from "./left-too-soon.ts";
import { noClearValues } from "./no-clear-values.ts";
import { outageAndReload, outages } from "./outages.ts";
import { hashRoutes, historyAsBefore, hostHistory, pastedTwice, routeChanges } from "./page-views.ts";
import { queueBeforeLoad } from "./queue-before-load.ts";
import { refusedBody, refusedEvent, tooLargeBody, wrongKey } from "./refusals.ts";
import { settlesInTime } from "./settles-in-time.ts";
import { queueThenDirect, sloppyCalls } from "./sloppy-calls.ts";
import { purchaseClickedAgain, standardPurchase } from "./standard-purchase.ts";
import { closedTab, tabs } from "./tabs.ts";
import { changedSettings, leftBeforeSettings, revalidation, slowSettings, triggers } from "./url-triggers.ts";
import { existingSnippetWorks } from "./vendor-snippet.ts";
import { blockingRules, bots, ownTraffic } from "./withheld.ts";

/** Every promise that holds in any browser; a driver for another engine runs this same list. */
export const PROMISES: readonly PromiseToKeep[] = [
  queueBeforeLoad,
  existingSnippetWorks,
  noClearValues,
  leavingAtOnce,
  ...settlesInTime,
  ...sloppyCalls,
  queueThenDirect,
  ...badInput,
  notConfigured,
  ...outages,
  outageAndReload,
  refusedEvent,
  refusedBody,
  tooLargeBody,
  ...wrongKey,
  ...tabs,
  closedTab,
  ...hostileEdges,
  leftTooSoon,
  leftTooSoonOptIn,
  burst,
  bigEvent,
  overflow,
  routeChanges,
  hashRoutes,
  ...hostHistory,
  historyAsBefore,
  pastedTwice,
  triggers,
  slowSettings,
  leftBeforeSettings,
  changedSettings,
  revalidation,
  blockingRules,
  bots,
  ownTraffic,
  standardPurchase,
  purchaseClickedAgain,
  consentHold,
];
