import type { Report } from "../../report.ts";
import type { Settings } from "../../settings.ts";
import type { Clock } from "../../types.ts";
import type { QueuedCall } from "../../wire/queued-call.ts";
import { findActionEvent } from "./action-events.ts";
import { ACTION, ACTION_CLASS, FORM } from "./class-names.ts";
import { findAbove } from "./flat-tree.ts";
import { readCustomer, readTitle } from "./forms.ts";
import type { PurchaseIds } from "./purchase-ids.ts";
import { readParameters } from "./read-parameters.ts";

/** What actions need of the rest. */
export interface ActionParts {
  track(call: QueuedCall): unknown;
  clock: Clock;
  settings: Settings;
  /** The site's, as the tag's own script element states it; the settings' counts more. */
  currency: string | undefined;
  report: Pick<Report, "error">;
  purchaseIds: PurchaseIds;
  /** Tells of clicks and submissions, as they happen. */
  onActions(listeners: {
    click(path: readonly Element[], isRepeat: boolean): void;
    /** Without an event the page itself calls `form.submit()`. */
    submit(form: HTMLFormElement, event?: Pick<Event, "defaultPrevented">): void;
  }): void;
}

/** Not to be clicked, by the browser's means or by the page's. */
const DISABLED = ":disabled,.disabled,[aria-disabled=true]";

const isSubmitter = (element: Element) => /^(?:submit|image)$/.test((element as HTMLButtonElement).type);

/** How a submission goes on: a click, the event that follows it, the page's own `submit()`. */
const CLICKED = 1;
const SUBMITTED = 2;
const SENT_BY_SCRIPT = 3;

/**
 * Tracks clicks on marked elements and submissions of marked forms, each read at that moment: pages re-render.
 *
 * A form is done when its button is clicked, if it is valid then: many forms stop the click or the submission and send
 * themselves. One that is not valid and asks the browser not to mind (`novalidate`) is done if nobody stops it.
 */
export function startActions({ track, clock, settings, currency, report, purchaseIds, onActions }: ActionParts): void {
  const steps = new WeakMap<Element, number>();
  let lastClicked: Element | null = null;

  function findEvent(action: Element): string | undefined {
    const names = Array.from(action.classList).filter((name) => ACTION_CLASS.test(name));
    const [eventName] = names.flatMap((name) => findActionEvent(name, settings.latest().actions) ?? []);
    if (!eventName && names[0]) {
      report.error(`no event is known for the class ${names[0]}; name one among the site's actions.`);
    }
    return eventName;
  }

  function read(action: Element | undefined, form: Element | undefined, around: Element | null) {
    const marked = (around && form) ?? around ?? undefined;
    const eventName = (action && findEvent(action)) ?? (marked && "Lead");
    const from = action ?? marked;
    if (!eventName || !from) return () => {};
    const parameters = readParameters({ eventName, from, form: marked }, settings.latest().currency ?? currency);
    // What was bought names an order; a form's title names an inquiry.
    if (!parameters.contents) parameters.content_name ??= marked && readTitle(marked, around);
    const call: QueuedCall = ["trackEvent", eventName, parameters, marked && readCustomer(marked)];
    if (eventName === "Purchase") call.id = purchaseIds.idOf(parameters);
    return () => track(call);
  }

  onActions({
    click(path, isRepeat) {
      const [target] = path;
      // A click on a label is followed by one on its control, in the same task.
      const labels = Array.from((target as HTMLInputElement | undefined)?.labels ?? []);
      if (lastClicked !== target && labels.some((label) => label.contains(lastClicked))) return;
      const button = path.find(isSubmitter);
      const action = path.find((element) => element.matches(ACTION) && (button || !element.matches(`form,${FORM}`)));
      const clicked = button ?? action;
      if (!clicked || [button, action].some((element) => element?.matches(DISABLED))) return;
      const form = (clicked as HTMLButtonElement).form ?? undefined;
      const around = findAbove(form ?? clicked, FORM);
      // The second half of a double click sends no form twice; two quick clicks on a product may be meant.
      if (isRepeat && (button || around)) return;
      if (!(action || around) || (form?.matches(":invalid") && (button || around))) return;
      lastClicked = target ?? null;
      clock.after(0, () => {
        lastClicked = null;
      });
      if (form) steps.set(form, CLICKED);
      read(action, form, around)();
    },
    submit(form, event) {
      const step = event ? SUBMITTED : SENT_BY_SCRIPT;
      const isGoingOn = (steps.get(form) ?? SENT_BY_SCRIPT) < step;
      steps.set(form, step);
      const around = findAbove(form, FORM);
      if (isGoingOn || !(around || form.matches(ACTION))) return;
      const buttons = Array.from(form.elements).filter(isSubmitter);
      const [action] = [...buttons, form].flatMap((element) => findAbove(element, ACTION) ?? []);
      const send = read(action, form, around);
      if (event && form.matches(":invalid")) clock.after(0, () => event.defaultPrevented || send());
      else send();
    },
  });
}
