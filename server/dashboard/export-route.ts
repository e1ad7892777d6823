import { Hono } from "hono";
import { stream } from "hono/streaming";
import * as v from "valibot";
import type { Env } from "../http/env.ts";
import { HttpError } from "../http/http-error.ts";
import type { EventRow, RowFilter, Store } from "../store/store.ts";
import { toCsvLine, toPlainJson } from "./csv.ts";
import { toDetailBody } from "./event-routes.ts";
import { readLogFilter } from "./log-filter.ts";

const ROWS_PER_PIECE = 500;
const SCAN_PER_PIECE = 20_000;

const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** What a row has in each column; a spreadsheet gets what the log shows. */
const CSV_COLUMNS = {
  "Event type": (row) => row.eventName,
  "Event id": (row) => row.eventId,
  Site: (row) => row.siteId,
  "Tracking URL": (row) => row.url,
  "Pixel ID": (row) => row.pixelId,
  Status: (row) => row.status,
  "Happened at": (row) => time(row.eventTime),
  "Received at": (row) => time(row.receivedAt),
  "Processed at": (row) => time(row.processedAt),
  Attempts: (row) => row.attempts,
  Reason: (row) => row.reason,
  Error: (row) => row.error,
} as const satisfies Record<string, (row: EventRow) => string | number | null>;

const FORMATS = {
  // The mark at the start tells spreadsheets that the text is UTF-8.
  csv: {
    type: "text/csv; charset=utf-8",
    start: `\ufeff${toCsvLine(Object.keys(CSV_COLUMNS))}`,
    between: "",
    end: "",
    write: async (rows: EventRow[]) =>
      rows.map((row) => toCsvLine(Object.values(CSV_COLUMNS).map((column) => column(row)))),
  },
  json: {
    type: "application/json",
    start: "[\n",
    between: ",\n",
    end: "\n]\n",
    write: async (rows: EventRow[], store: Store) =>
      (await store.details(rows.map(({ id }) => id))).map((detail) => toPlainJson(toDetailBody(detail))),
  },
} as const;

/**
 * Answers `/api/export?format=csv|json` with everything that the filter lets through, as a download. It is read and
 * written piece by piece, as fast as the reader takes it, so that a large log needs little memory.
 */
export function createExportRoute(store: Store): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/api/export", (c) => {
    const name = v.safeParse(v.picklist(["csv", "json"]), c.req.query("format"));
    if (!name.success) throw new HttpError(400, "The parameter format has to be csv or json.");
    const format = FORMATS[name.output];
    // Always by time: an order by text would hold the newest rows alone.
    const { sort: _sort, ascending: _ascending, ...filter } = readLogFilter(c);
    c.header("content-type", format.type);
    c.header("content-disposition", `attachment; filename="pixelflow-events.${name.output}"`);
    c.header("x-content-type-options", "nosniff");
    return stream(c, async (out) => {
      await out.write(format.start);
      let isFirst = true;
      for await (const rows of readAll(store, filter)) {
        if (out.aborted) return;
        const parts = await format.write(rows, store);
        if (parts.length === 0) continue;
        await out.write((isFirst ? "" : format.between) + parts.join(format.between));
        isFirst = false;
      }
      await out.write(format.end);
    });
  });
  return app;
}

async function* readAll(store: Store, filter: RowFilter): AsyncGenerator<EventRow[]> {
  let before = filter.before;
  do {
    const page = await store.query({
      ...filter,
      limit: ROWS_PER_PIECE,
      scan: SCAN_PER_PIECE,
      ...(before && { before }),
    });
    yield page.events;
    before = page.next ?? undefined;
  } while (before);
}
