import { hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { RowKey } from "../digest-row.ts";

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
const MAX_IDS = 50;

interface Key {
  event: number;
  row: number;
  id: number;
}

/** 48 bits of a digest, which a number holds exactly. A smaller sum would let strangers make rows of one key. */
function digest(...texts: string[]): number {
  return Number.parseInt(hash("sha256", JSON.stringify(texts)).slice(0, 12), 16);
}

const inTableOrder = (a: Key, b: Key) => a.event - b.event || a.row - b.row || a.id - b.id;

/** Reads in what the table lacks: the rows since the last run, or all rows of a store that had an index instead. */
function catchUp(db: DatabaseSync): void {
  const options = { deterministic: true, varargs: true };
  db.function("digest", options, (...texts) => digest(...(texts as string[])));
  db.exec(`
    BEGIN IMMEDIATE;
    INSERT INTO event_keys
      SELECT digest(site_id, event_id), digest(site_id, event_id, event_name, pixel_id), id FROM events
      WHERE id > (SELECT through FROM event_keys_through) ORDER BY 1, 2, 3
      ON CONFLICT DO NOTHING;
    UPDATE event_keys_through SET through = (SELECT coalesce(max(id), 0) FROM events);
    COMMIT;
  `);
}

/** Opens the keys of a database whose schema is up to date. */
export function createEventKeys(db: DatabaseSync, { keysPerRun = KEYS_PER_RUN } = {}): EventKeys {
  catchUp(db);
  const isRow = "site_id = ? AND event_id = ? AND event_name = ? AND pixel_id = ?";
  const isStored = db.prepare(`SELECT 1 FROM events WHERE id = ? AND ${isRow}`);
  const find = db.prepare(`SELECT 1 FROM event_keys JOIN events USING (id) WHERE event = ? AND row = ? AND ${isRow}`);
  const findIds = db.prepare(
    `SELECT id FROM event_keys JOIN events USING (id) WHERE event = ? AND site_id = ? AND event_id = ?
     ORDER BY id DESC LIMIT ${MAX_IDS}`,
  );
  const isOf = db.prepare("SELECT 1 FROM events WHERE id = ? AND site_id = ? AND event_id = ?");
  const insert = db.prepare("INSERT INTO event_keys VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
  const forget = db.prepare("DELETE FROM event_keys WHERE event = ? AND row = ? AND id = ?");
  const setThrough = db.prepare("UPDATE event_keys_through SET through = max(through, ?)");

  /** Keys in the order of their rows, and their ids by row. */
  let gathered: Key[] = [];
  let gatheredIds = new Map<number, number>();
  /** The run that is on its way into the table, sorted, and how far it has come. */
  let run: Key[] = [];
  let runIds = new Map<number, number>();
  let written = 0;
  let kept = 0;
  let newSinceWrite = 0;

  function writeRun(limit: number): void {
    const end = Math.min(written + limit, run.length);
    for (const { event, row, id } of run.slice(written, end)) insert.run(event, row, id);
    if (end > written && end === run.length) setThrough.run(Math.max(...run.map(({ id }) => id)));
    written = end;
  }

  return {
    add: (key, id) => {
      const { siteId, eventId, eventName, pixelId } = key;
      const texts = [siteId, eventId, eventName, pixelId] as const;
      const event = digest(siteId, eventId);
      const row = digest(...texts);
      const recent = gatheredIds.get(row) ?? runIds.get(row);
      if (recent !== undefined && isStored.get(recent, ...texts)) return false;
      if (find.get(event, row, ...texts)) return false;
      gathered.push({ event, row, id });
      gatheredIds.set(row, id);
      newSinceWrite += 1;
      return true;
    },
    idsOf: (siteId, eventId) => {
      const event = digest(siteId, eventId);
      const recent = [...run, ...gathered].filter((key) => key.event === event && isOf.get(key.id, siteId, eventId));
      const stored = findIds.all(event, siteId, eventId) as { id: number }[];
      const ids = new Set([...recent, ...stored].map(({ id }) => id));
      return [...ids].sort((a, b) => b - a).slice(0, MAX_IDS);
    },
    remove: ({ siteId, eventId, eventName, pixelId }, id) =>
      void forget.run(digest(siteId, eventId), digest(siteId, eventId, eventName, pixelId), id),
    write: () => {
      writeRun(newSinceWrite * WRITTEN_PER_NEW);
      newSinceWrite = 0;
    },
    keep: () => {
      kept = written;
      if (written < run.length || gathered.length < keysPerRun) return;
      run = gathered.sort(inTableOrder);
      runIds = gatheredIds;
      written = kept = 0;
      gathered = [];
      gatheredIds = new Map();
    },
    undo: () => {
      written = kept;
    },
  };
}
