/** All items of a cart or an order. */
export const WRAPPER = ".info-chk-itm-ctnr-pf,.info-pdct-ctnr-list-pf";
/** One product: a card, a page, a cart's row. */
export const ITEM = ".info-chk-itm-pf,.info-pdct-ctnr-pf";
export const NAME = ".info-itm-name-pf,.info-pdct-name-pf";
export const PRICE = ".info-itm-prc-pf,.info-pdct-price-pf";
export const QUANTITY = ".info-itm-qnty-pf,.info-pdct-qnty-pf";
export const TOTAL = ".info-totl-amt-pf";
/** A form, or an element around one. */
export const FORM = ".info-frm-cntr-pf";
/** Something to click on; `ACTION_CLASS` tells what it means. */
export const ACTION = '[class*="action-btn-"]';
/** One class of an action, with its words. */
export const ACTION_CLASS = /^action-btn-(.+)-\d+-pf$/;
/** Classes of customer fields, each with its field. */
export const CUSTOMER_CLASS = /info-cust-(\w+)-pf/;
