import type { DatabaseSync } from "node:sqlite";
import type { RowKey } from "../digest-row.ts";
import { catchUpKeys } from "./catch-up-keys.ts";
import { digestEvent, type EventKey, inTableOrder, toEventKey } from "./event-key.ts";

/**
 * Which events are stored already: what a unique index over a row's four texts would say, for a third of its price.
 *
 * Event ids are random, so an index of them takes each new row to another page, and a commit has to write one whole
 * page per row. Here new keys stay in memory and reach the table `event_keys` later, in the order of the table: then
 * many of them share a page. A row's texts are what counts in the end; keys only say where to look for them, so that
 * neither two rows of one key nor a key whose row is gone do any harm.
 */
export interface EventKeys {
  /** Notes that a row gets this id; false, and nothing noted, if a row of this event is stored for this pixel already. */
  add(row: RowKey, id: number): boolean;
  /** The newest rows with an event id, newest first. */
  idsOf(siteId: string, eventId: string): number[];
  /** Forgets the key of a row that is deleted. */
  remove(row: RowKey, id: number): void;
  /** Brings some of the keys into the table, in the transaction that is open. */
  write(): void;
  /** Makes what was written final. */
  keep(): void;
  /** Goes back to the last `keep`, as the database does when it rolls back. */
  undo(): void;
}

/** So many keys are sorted together. Twice as many may be in memory, about 4 MB, and are read again at a start. */
const KEYS_PER_RUN = 16_384;
/** Keys that go into the table for each new one: above one, so that a run is through before the next is full. */
const WRITTEN_PER_NEW = 2;
/** Rows that a start reads in together, some 30 MB. The more at a time, the fewer pages are written twice. */
const ROWS_PER_PIECE = 65_536;
const MAX_IDS = 50;
/** Whoever gives one id to thousands of events must not keep the writer busy with them. */
const MAX_KEYS_LOOKED_AT = 1000;

/** Opens the keys of a database whose schema is up to date. */
export function createEventKeys(
  db: DatabaseSync,
  { keysPerRun = KEYS_PER_RUN, rowsPerPiece = ROWS_PER_PIECE } = {},
): EventKeys {
  catchUpKeys(db, rowsPerPiece);
  const isRow = "site_id = ? AND event_id = ? AND event_name = ? AND pixel_id = ?";
  const isStored = db.prepare(`SELECT 1 FROM events WHERE id = ? AND ${isRow}`);
  const find = db.prepare(`SELECT 1 FROM event_keys JOIN events USING (id) WHERE event = ? AND row = ? AND ${isRow}`);
  const findIds = db.prepare(`SELECT id FROM event_keys WHERE event = ? LIMIT ${MAX_KEYS_LOOKED_AT}`);
  const isOf = db.prepare("SELECT 1 FROM events WHERE id = ? AND site_id = ? AND event_id = ?");
  // Of a row that is gone by now, nothing is written.
  const insert = db.prepare(
    "INSERT INTO event_keys SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM events WHERE id = ?3) ON CONFLICT DO NOTHING",
  );
  const forget = db.prepare("DELETE FROM event_keys WHERE event = ? AND row = ? AND id = ?");
  const setThrough = db.prepare("UPDATE event_keys_through SET through = max(through, ?)");

  /** Keys in the order of their rows, and their ids by row. */
  let gathered: EventKey[] = [];
  let gatheredIds = new Map<number, number>();
  /** What `gatheredIds` had for each key that came since the last `keep`. */
  let replaced: (number | undefined)[] = [];
  /** The run that is on its way into the table, sorted, and how far it has come. */
  let run: EventKey[] = [];
  let runIds = new Map<number, number>();
  let written = 0;
  let kept = 0;
  /** The id of its newest row. */
  let runThrough = 0;

  function writeRun(limit: number): void {
    const end = Math.min(written + limit, run.length);
    for (const { event, row, id } of run.slice(written, end)) insert.run(event, row, id);
    if (end > written && end === run.length) setThrough.run(runThrough);
    written = end;
  }

  return {
    add: (rowKey, id) => {
      const { siteId, eventId, eventName, pixelId } = rowKey;
      const texts = [siteId, eventId, eventName, pixelId] as const;
      const key = toEventKey(rowKey, id);
      const { event, row } = key;
      const recent = gatheredIds.get(row) ?? runIds.get(row);
      if (recent !== undefined && isStored.get(recent, ...texts)) return false;
      if (find.get(event, row, ...texts)) return false;
      replaced.push(gatheredIds.get(row));
      gathered.push(key);
      gatheredIds.set(row, id);
      return true;
    },
    idsOf: (siteId, eventId) => {
      const event = digestEvent(siteId, eventId);
      const recent = [gathered, run].flatMap((keys) => keys.filter((key) => key.event === event));
      const stored = findIds.all(event) as { id: number }[];
      const ids = new Set([...recent.slice(0, MAX_KEYS_LOOKED_AT), ...stored].map(({ id }) => id));
      const theirs = [...ids].filter((id) => isOf.get(id, siteId, eventId));
      return theirs.sort((a, b) => b - a).slice(0, MAX_IDS);
    },
    remove: (rowKey, id) => {
      const { event, row } = toEventKey(rowKey, id);
      forget.run(event, row, id);
    },
    write: () => writeRun(replaced.length * WRITTEN_PER_NEW),
    keep: () => {
      kept = written;
      replaced = [];
      if (written < run.length || gathered.length < keysPerRun) return;
      runThrough = gathered.at(-1)?.id ?? runThrough;
      run = gathered.sort(inTableOrder);
      runIds = gatheredIds;
      written = kept = 0;
      gathered = [];
      gatheredIds = new Map();
    },
    undo: () => {
      written = kept;
      // While a disk is full, groups are refused for hours: their keys must not stay.
      for (const { row } of gathered.splice(gathered.length - replaced.length).toReversed()) {
        const before = replaced.pop();
        if (before === undefined) gatheredIds.delete(row);
        else gatheredIds.set(row, before);
      }
    },
  };
}
