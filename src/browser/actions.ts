import type { Guard } from "../guard.ts";

/** What a visitor or a script does that may be an action. */
export interface ActionListeners {
  /**
   * A click, whatever brought it about; its path goes from what was clicked upwards, through open shadow roots. The
   * second one of a double click is a repeat.
   */
  click(path: readonly Element[], isRepeat: boolean): void;
  /** A form is submitted: the event comes unless the page itself calls `form.submit()`, which asks nobody. */
  submit(form: HTMLFormElement, event?: Event): void;
}

/**
 * Listens on the window, before the page's own listeners: they may stop an event, clear a form or leave the page.
 *
 * `submit` events do not leave a shadow root, so each one that the visitor touches is listened to as well. Nothing
 * tells of `form.submit()` but the call itself.
 */
export function onActions({ click, submit }: ActionListeners, guard: Guard): void {
  const onSubmit = guard((event: Event) => submit(event.target as HTMLFormElement, event));
  const onTouch = guard((event: Event) => {
    const path = event.composedPath();
    for (const root of path) if (root instanceof ShadowRoot) root.addEventListener("submit", onSubmit, true);
    if (event.type !== "click") return;
    click(
      path.filter((target): target is Element => target instanceof Element),
      (event as MouseEvent).detail > 1,
    );
  });
  addEventListener("click", onTouch, true);
  addEventListener("focusin", onTouch, true);
  addEventListener("submit", onSubmit, true);

  const { prototype } = HTMLFormElement;
  const { submit: send } = prototype;
  const onSend = guard((form: HTMLFormElement) => submit(form));
  prototype.submit = function () {
    onSend(this);
    send.call(this);
  };
}
