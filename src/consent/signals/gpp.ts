import type { Signal } from "../signal.ts";

const OPT_OUTS = ["SaleOptOut", "SharingOptOut", "TargetedAdvertisingOptOut"];

type Section = Record<string, unknown>;

/** IAB GPP 1.1: refused where any section of it is an opt-out, or states Global Privacy Control. */
export const gpp: Signal = {
  ask({ hear }) {
    const told = hear("__gpp", "addEventListener") as { pingData?: Record<string, unknown> } | null | undefined;
    const { signalStatus, parsedSections } = told?.pingData ?? {};
    if (signalStatus !== "ready") return told && null;
    // A section is one object, or a list of its segments.
    const segments = Object.values(parsedSections as Record<string, Section | Section[]>).flat();
    const said = segments.flatMap((segment) => OPT_OUTS.map((key) => segment[key]));
    if (said.includes(1) || segments.some(({ Gpc }) => Gpc === true)) return false;
    return said.some((value) => typeof value === "number") || null;
  },
};
