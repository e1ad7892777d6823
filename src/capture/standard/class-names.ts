const select = (...names: string[]) => names.map((name) => `.info-${name}-pf`).join();

/** All items of a cart or an order. */
export const WRAPPER = select("chk-itm-ctnr", "pdct-ctnr-list");
/** One product: a card, a page, a cart's row. */
export const ITEM = select("chk-itm", "pdct-ctnr");
export const NAME = select("itm-name", "pdct-name");
export const PRICE = select("itm-prc", "pdct-price");
export const QUANTITY = select("itm-qnty", "pdct-qnty");
export const TOTAL = select("totl-amt");
/** A form, or an element around one. */
export const FORM = select("frm-cntr");
/** Something to click on; `ACTION_CLASS` tells what it means. */
export const ACTION = '[class*="action-btn-"]';
/** One class of an action, with its words. */
export const ACTION_CLASS = /^action-btn-(.+)-\d+-pf$/;
/** Classes of customer fields, each with its field. */
export const CUSTOMER_CLASS = /(?:^|\s)info-cust-(em|ph|[fl]n|ge|db|ct|st|zp|country|external_id)-pf(?!\S)/;
