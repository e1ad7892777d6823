import type { RowFilter, SortKey } from "./store.ts";

/** Where a page of the log begins. */
export type RowCursor =
  /** By time: after the row with this id. */
  | { kind: "row"; id: string }
  /** By a kind's column: after the row with this id among those with this value, or at their start without one. */
  | { kind: "value"; value: string; id: string | null }
  /** By a text: after so many rows of this stretch. */
  | { kind: "place"; first: string; last: string; skip: number };

const KIND_BY_SORT = {
  time: "row",
  event: "value",
  pixel: "value",
  status: "value",
  url: "place",
  error: "place",
} as const satisfies Record<SortKey, RowCursor["kind"]>;

/** A cursor as the text that a page carries as its `next`. */
export function writeCursor(cursor: RowCursor): string {
  switch (cursor.kind) {
    case "row":
      return cursor.id;
    case "value":
      return `${cursor.id ?? ""} ${cursor.value}`;
    case "place":
      return `${cursor.first} ${cursor.last} ${cursor.skip}`;
  }
}

/** The cursor in a text from outside; null when it is none under this order. */
export function parseCursor(text: string, sort: SortKey = "time"): RowCursor | null {
  switch (KIND_BY_SORT[sort]) {
    case "row":
      return isId(text) ? { kind: "row", id: text } : null;
    case "value": {
      const [, id = "", value = ""] = /^(\d*) (.*)$/s.exec(text) ?? [];
      return value !== "" && (id === "" || isId(id)) ? { kind: "value", value, id: id || null } : null;
    }
    case "place": {
      const [first = "", last = "", skip = ""] = text.split(" ");
      const isPlace = isId(first) && isId(last) && /^\d{1,6}$/.test(skip);
      return isPlace ? { kind: "place", first, last, skip: Number(skip) } : null;
    }
  }
}

/** Whether a filter's cursor can be used with its order. */
export const hasUsableCursor = ({ before, sort }: Pick<RowFilter, "before" | "sort">): boolean =>
  before === undefined || parseCursor(before, sort) !== null;

const isId = (text: string) => /^\d{1,19}$/.test(text) && BigInt(text) < 2n ** 63n;
