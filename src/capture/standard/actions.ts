import type { Report } from "../../report.ts";
import type { Settings, SiteSettings } from "../../settings.ts";
import type { QueuedCall } from "../../wire/queued-call.ts";
import { findActionEvent } from "./action-events.ts";
import { ACTION, ACTION_CLASS, FORM } from "./class-names.ts";
import { findAbove } from "./flat-tree.ts";
import { readCustomer, readTitle } from "./forms.ts";
import type { PagePrice } from "./items.ts";
import { readParameters } from "./read-parameters.ts";

/** What actions need of the rest. */
export interface ActionParts {
  track(call: QueuedCall): unknown;
  settings: Settings;
  /** The site's, as the tag's own script element states it; the settings' counts more. */
  currency: string | undefined;
  report: Pick<Report, "warn">;
  /** Tells of clicks and submissions, as they happen. */
  onActions(listeners: {
    click(path: readonly Element[]): void;
    submit(form: HTMLFormElement, isByScript: boolean): void;
  }): void;
  parsePrice(text: string, options: { currency?: string | undefined; isTotal?: boolean }): PagePrice | undefined;
  parseQuantity(text: string): number | undefined;
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
 * themselves.
 */
export function startActions({
  track,
  settings,
  currency,
  report,
  onActions,
  parsePrice,
  parseQuantity,
}: ActionParts): void {
  let site: Partial<SiteSettings> = {};
  settings.onKnown((known) => {
    site = known;
  });
  const numbers = {
    parsePrice: (text: string, isTotal = false) => parsePrice(text, { currency: site.currency ?? currency, isTotal }),
    parseQuantity,
  };
  const warned = new Set<string>();
  const steps = new WeakMap<Element, number>();
  let lastClicked: Element | undefined;

  function findEvent(action: Element): string | undefined {
    for (const name of Array.from(action.classList)) {
      if (!ACTION_CLASS.test(name)) continue;
      const eventName = findActionEvent(name, site.actions ?? {});
      if (eventName) return eventName;
      if (warned.has(name)) continue;
      warned.add(name);
      report.warn(`no event is known for the class ${name}; name one under the site's actions.`);
    }
    return undefined;
  }

  function send(action: Element | undefined, form: Element | undefined, around: Element | undefined) {
    const marked = around && (form ?? around);
    const eventName = (action && findEvent(action)) ?? (marked && "Lead");
    const from = action ?? marked;
    if (!eventName || !from) return;
    const parameters = readParameters({ eventName, from, form: marked }, numbers);
    const title = around && readTitle(form ?? around, around);
    track(["trackEvent", eventName, { content_name: title, ...parameters }, marked && readCustomer(marked)]);
  }

  onActions({
    click(path) {
      const [target] = path;
      // A click on a label is followed by one on its control.
      const labels = Array.from((target as HTMLInputElement | undefined)?.labels ?? []);
      const isEcho = labels.some((label) => lastClicked && lastClicked !== target && label.contains(lastClicked));
      lastClicked = target;
      if (isEcho) return;
      const button = path.find(isSubmitter);
      const action = path.find((element) => element.matches(ACTION) && (button || !element.matches(`form,${FORM}`)));
      const clicked = button ?? action;
      if (!clicked || [button, action].some((element) => element?.matches(DISABLED))) return;
      const form = (clicked as HTMLButtonElement).form ?? undefined;
      const around = findAbove(form ?? clicked, FORM);
      if (!action && !around) return;
      const isChecked =
        form && !form.noValidate && !(clicked as HTMLButtonElement).formNoValidate && (button || around);
      if (isChecked && form.matches(":invalid")) return;
      if (form) steps.set(form, CLICKED);
      send(action, form, around);
    },
    submit(form, isByScript) {
      const step = isByScript ? SENT_BY_SCRIPT : SUBMITTED;
      const isGoingOn = (steps.get(form) ?? SENT_BY_SCRIPT) < step;
      steps.set(form, step);
      const around = findAbove(form, FORM);
      if (isGoingOn || !(around || form.matches(ACTION))) return;
      const buttons = Array.from(form.elements).filter(isSubmitter);
      send(
        [...buttons, form].map((element) => findAbove(element, ACTION)).find((action) => action),
        form,
        around,
      );
    },
  });
}
