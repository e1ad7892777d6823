import { CUT, cutPersonal } from "./cut-personal.ts";
import { isPrivatePair } from "./private-parameter.ts";

/** `name=value` inside a text: in an address, or at the beginning of a word. */
const PAIR = /(^|[?&#;\s])([^?&#;\s"'<>=]+=)[^&#;\s"'<>]*/g;

/**
 * Any text that a page passes, without e-mail addresses, phone numbers, and values whose name is a secret's
 * (`…?token=…`). The rest stays byte for byte: unlike in the page's own address, campaign parameters are part of it.
 */
export function cleanText(text: string): string {
  const clean = text.includes("=")
    ? text.replace(PAIR, (all: string, before: string, name: string) =>
        isPrivatePair(all) ? before + name + CUT : all,
      )
    : text;
  return cutPersonal(clean);
}
