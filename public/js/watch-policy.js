// @ts-check
// Stands before everything else on a page with a policy: what the policy keeps out is noted from the first byte on.
(() => {
  /** @type {SecurityPolicyViolationEvent[]} */
  const seen = [];
  /** @type {((violation: SecurityPolicyViolationEvent) => void)[]} */
  const listeners = [];
  addEventListener("securitypolicyviolation", (violation) => {
    seen.push(violation);
    for (const listener of listeners) listener(violation);
  });
  Object.assign(window, {
    demoPolicy: {
      /** Hands over what was kept out so far, then whatever follows. */
      onViolation(/** @type {(violation: SecurityPolicyViolationEvent) => void} */ listener) {
        for (const violation of seen) listener(violation);
        listeners.push(listener);
      },
    },
  });
})();
