import type { TestContext } from "node:test";
import { type FakeGraph, startFakeGraph } from "../relay/fake-graph.ts";
import { createPost } from "../relay/post.ts";
import { type Relay, startRelay } from "../relay/relay.ts";
import { parseSites, type SiteInput } from "../sites/site.ts";
import { createSites, type Sites } from "../sites/sites.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { EventDetail, NewRow, Store } from "../store/store.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";
import { createTestFolder } from "./start-test-ingest.ts";

/** A relay between a real store and a fake Graph, on a clock of its own. */
export interface RelayScene {
  clock: ManualClock;
  graph: FakeGraph;
  relay: Relay;
  store: Store;
  /** Stores events that arrive now; entries change the event, `pixelId` and `siteId` where it goes. */
  add(...events: Record<string, unknown>[]): Promise<void>;
  /** Lets time pass in steps, waiting after each until the relay has nothing under way. */
  pass(ms: number, stepMs?: number): Promise<void>;
  /** The row of an event with all that is kept of it. */
  detail(eventId: string, siteId?: string): Promise<EventDetail>;
}

interface SceneOptions {
  sites?: SiteInput[] | (() => SiteInput[]);
  timeouts?: { connectMs?: number; totalMs?: number };
}

/** The pixel that most tests send to. */
export const PIXEL = { id: "1001", accessToken: "token-of-1001" };

const HASH = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

/** Starts one; everything is closed after the test. `sites` as a function is read anew whenever the relay looks. */
export async function createRelayScene(t: TestContext, options: SceneOptions = {}): Promise<RelayScene> {
  const clock = createManualClock();
  const graph = await startFakeGraph({ now: clock.now });
  const store = await openSqliteStore(await createTestFolder(t));
  const post = createPost(options.timeouts);
  const given = options.sites ?? [{ id: "shop", apiKey: "key", pixels: [PIXEL] }];
  const read = () => createSites(parseSites({ sites: typeof given === "function" ? given() : given }));
  const sites: Sites = { find: (siteId) => read().find(siteId), all: () => read().all() };
  const relay = startRelay({ store, sites, post, graph: { url: graph.url, version: "v26.0" }, log: () => {}, clock });
  t.after(async () => {
    await graph.close();
    await relay.stop();
    post.close();
    await store.close();
  });

  return {
    clock,
    graph,
    relay,
    store,
    add: async (...events) => {
      await store.append(events.map((event, index) => createRow(event, clock.now() + index / 1000)));
    },
    pass: async (ms, stepMs = 1000) => {
      await relay.idle();
      for (let passed = 0; passed < ms; passed += stepMs) {
        clock.advance(Math.min(stepMs, ms - passed));
        await relay.idle();
      }
    },
    detail: async (eventId, siteId = "shop") => {
      const detail = await store.detailByEventId(siteId, eventId);
      if (!detail) throw new Error(`There is no event ${eventId}.`);
      return detail;
    },
  };
}

function createRow({ siteId = "shop", pixelId = PIXEL.id, ...changes }: Record<string, unknown>, now: number): NewRow {
  const event = {
    event_id: "pf-1",
    eventName: "Purchase",
    eventTime: Math.floor(now / 1000),
    actionSource: "website",
    siteURL: "https://shop.example/thanks",
    additionalData: { value: 40, currency: "EUR" },
    customerData: { em: HASH, client_user_agent: "Test browser", client_ip_address: "203.0.113.7" },
    ...changes,
  };
  return {
    siteId: String(siteId),
    pixelId: String(pixelId),
    eventName: event.eventName,
    eventId: event.event_id,
    url: event.siteURL,
    status: "pending",
    reason: null,
    error: null,
    receivedAt: Math.floor(now),
    eventTime: event.eventTime * 1000,
    data: JSON.stringify(event),
  };
}
