// @ts-check
// "Forget my answer": done by the next page and before its tag is there, since the tag that was told an answer would
// write it down again.
(() => {
  if (location.search !== "?forget") return;
  const isOurs = (/** @type {string} */ name) => /^(_pf_|pf_|_fb[pc]$)/.test(name);
  for (const pair of document.cookie.split("; ")) {
    const [name = ""] = pair.split("=");
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    if (isOurs(name)) document.cookie = `${name}=; path=/; max-age=0`;
  }
  try {
    for (const name of Object.keys(localStorage)) if (isOurs(name)) localStorage.removeItem(name);
  } catch {
    // Storage is forbidden, so there is nothing in it.
  }
  history.replaceState(null, "", location.pathname);
})();
