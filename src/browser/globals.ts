/** What the page and its scripts have put on the window. */
export const readWindow = (): object => window;

/** Calls back with an event's name, whether it is sent to the window, the document or an element. */
export function onPageEvents(names: readonly string[], callback: (name: string) => void): void {
  for (const name of names) addEventListener(name, () => callback(name), true);
}
