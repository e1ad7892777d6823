// @ts-check

/** Outlines on a 16 × 16 grid, drawn with a 1.5 px stroke; shared by the demo site and the Events page. */
export const ICONS = {
  check: "M3.5 8.5 6.5 11.5 12.5 4.5",
  clock: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11ZM8 5v3.2l2 1.3",
  cross: "M4.5 4.5l7 7M11.5 4.5l-7 7",
  stop: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11ZM4.2 4.2l7.6 7.6",
  dots: "M8 2.5h.01M11.9 4.1h.01M13.5 8h.01M11.9 11.9h.01M8 13.5h.01M4.1 11.9h.01M2.5 8h.01M4.1 4.1h.01M5.7 8.2l1.6 1.6 3-3.4",
  drop: "M8 2.5v7M4.5 6.5 8 10l3.5-3.5M3 13.5h2M7 13.5h2M11 13.5h2",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  chevron: "M6 3.5 10.5 8 6 12.5",
  out: "M6 3.5H3.5v9h9V10M9 3.5h3.5V7M12.5 3.5 7.5 8.5",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9ZM10.4 10.4l3.1 3.1",
  sort: "M5 6.5 8 3.5l3 3M5 9.5l3 3 3-3",
  sortUp: "M4.5 9.5 8 6l3.5 3.5",
  sortDown: "M4.5 6.5 8 10l3.5-3.5",
  up: "M8 13V3.5M4 7.5l4-4 4 4",
};

/** @typedef {keyof typeof ICONS} IconName */
