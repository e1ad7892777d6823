import type { Signal } from "../signal.ts";

/** The old header's setting, for sites that heed it: no more than a refusal. */
export const createDoNotTrack = (isOn: () => boolean): Signal => ({ ask: () => (isOn() ? false : undefined) });
