// @ts-check
// Classic and in the head, so that a chosen scheme is there before the first paint; the Events page bundles it too.
(() => {
  const KEY = "pixelflow-theme";
  const root = document.documentElement;

  const readChoice = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      // Storage may be forbidden; then the reader's system decides.
      return null;
    }
  };
  const saveChoice = (/** @type {string} */ choice) => {
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // Forbidden or full: the choice holds for this page.
    }
  };
  const current = () => root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  const choice = readChoice();
  if (choice === "light" || choice === "dark") root.dataset.theme = choice;

  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !target.closest(".theme-switch")) return;
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    saveChoice(root.dataset.theme);
  });
})();
