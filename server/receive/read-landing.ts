import { readUtmParams } from "../../src/wire/clean-url.ts";
import type { UtmParams } from "../../src/wire/event.ts";

/** What brought the visitor to a page, as its address says. */
interface Landing {
  utm_params?: UtmParams;
  fbc?: string;
}

const FACEBOOK_CLICK = /[?&]fbclid=([\w.-]{10,500})(?=[&#]|$)/;

/**
 * The campaign and Meta's click in a page's own address, where senders leave them that do not send them by themselves;
 * from the address that is kept they are cut. `fbc` has Meta's form, made at `at` (milliseconds).
 */
export function readLanding(address: string, at: number): Landing {
  const utm = address.includes("utm_") ? readUtmParams(address) : undefined;
  const click = address.includes("fbclid=") ? FACEBOOK_CLICK.exec(address)?.[1] : undefined;
  return { ...(utm && { utm_params: utm }), ...(click && { fbc: `fb.1.${at}.${click}` }) };
}
