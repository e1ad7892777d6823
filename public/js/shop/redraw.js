// @ts-check

/**
 * Draws a view in place of its earlier self, because the cart has changed; what was typed into its fields stays.
 *
 * @param {HTMLElement} place
 * @param {Node[]} nodes
 */
export function redraw(place, nodes) {
  /** @param {(control: HTMLInputElement) => void} visit */
  const eachField = (visit) => {
    for (const control of place.querySelectorAll("[id]:is(input, select, textarea)")) {
      visit(/** @type {HTMLInputElement} */ (control));
    }
  };
  /** @type {Map<string, string>} */
  const typed = new Map();
  eachField(({ id, value }) => typed.set(id, value));
  place.replaceChildren(...nodes);
  eachField((control) => {
    control.value = typed.get(control.id) ?? control.value;
  });
}
