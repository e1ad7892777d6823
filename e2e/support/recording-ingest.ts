import { createHash } from "node:crypto";
import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { BlockedRow, EventsBody } from "../../src/wire/bodies.ts";
import type { EventData } from "../../src/wire/event.ts";

/** What the ingest does with one request. */
export type Behaviour =
  | "accept"
  /** Answers with this status, and these headers. */
  | { status: number; headers?: Record<string, string>; body?: unknown }
  /** Accepts, but lists the events of these names under `rejected`. */
  | { reject: string[] }
  /** Reads the request and never answers. */
  | "stall"
  /** Cuts the connection as soon as the request's head is there. */
  | "cut before reading"
  /** Takes the events in and cuts the connection instead of answering. */
  | "cut after reading";

/** One request as it came. */
export interface RecordedRequest {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  text: string;
  body: EventsBody | undefined;
  /** Whether its events count as received: everything but those that were refused. */
  isReceived: boolean;
}

/** A stand-in for the ingest that keeps what it was sent and answers as told. */
export interface RecordingIngest {
  /** Complete address of its `/event`. */
  endpoint: string;
  origin: string;
  requests: RecordedRequest[];
  /** All events that were taken in, in order of arrival, repeats included. */
  events(): EventData[];
  /** All rows of `/blocked-events`, in order of arrival. */
  blocked(): BlockedRow[];
  /** What `GET /site/config/…` answers from now on, once it is settled; a `status` in it is the answer's. */
  serveSettings(settings: object | Promise<object>): void;
  /** The requests for the settings, by their headers; they are not among `requests`. */
  settingsRequests: IncomingMessage["headers"][];
  /** From now on; or, with a function, decided for each request when it has been read. */
  behave(behaviour: Behaviour | ((request: RecordedRequest) => Exclude<Behaviour, "cut before reading">)): void;
  /** Answers what is stalled. */
  answerStalled(): void;
  /** Resolves as soon as the condition holds, checked after every request. `describe` says what is waited for. */
  until(condition: (ingest: RecordingIngest) => boolean, describe?: () => string): Promise<void>;
  /** What is being waited for and has not come, for whoever gives the test up. */
  describeWaits(): string[];
  /** Stops listening and cuts all connections; `start` listens on the same port again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "api-key, content-type",
  "access-control-allow-methods": "POST, GET",
  "access-control-expose-headers": "retry-after",
};

/** Starts one on a free port of 127.0.0.1, which it keeps when it is stopped and started again; accepts everything. */
export async function createRecordingIngest(): Promise<RecordingIngest> {
  const changed = new EventEmitter().setMaxListeners(0);
  const sockets = new Set<Socket>();
  const stalled = new Set<() => void>();
  const waits = new Set<() => string>();
  let settings: object | Promise<object> = {};
  let told: Parameters<RecordingIngest["behave"]>[0] = "accept";
  let server = listen();
  let port = 0;

  function listen() {
    const created = createServer((request, response) => void receive(request, response));
    created.on("connection", (socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
    return created;
  }

  async function receive(request: IncomingMessage, response: ServerResponse) {
    if (request.method === "OPTIONS") {
      response.writeHead(204, CORS).end();
      return;
    }
    if (request.url?.includes("/site/config/")) {
      ingest.settingsRequests.push(request.headers);
      changed.emit("change");
      const { status = 200, ...answer }: { status?: number } = await settings;
      const text = JSON.stringify(answer);
      const etag = `"${createHash("sha256").update(text).digest("hex")}"`;
      const isKnown = request.headers["if-none-match"] === etag;
      const headers = { ...CORS, etag, "cache-control": "private, no-cache", "content-type": "application/json" };
      response.writeHead(isKnown ? 304 : status, headers).end(isKnown ? undefined : text);
      return;
    }
    const record: RecordedRequest = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      text: "",
      body: undefined,
      isReceived: false,
    };
    const toldAtFirst = told;
    if (toldAtFirst === "cut before reading") {
      request.socket.destroy();
      ingest.requests.push(record);
      changed.emit("change");
      return;
    }
    try {
      for await (const chunk of request.setEncoding("utf8")) record.text += chunk;
    } catch {
      // The page went away in the middle of its request: nothing was received.
      return;
    }
    record.body = parse(record.text);
    const behaviour = typeof toldAtFirst === "function" ? toldAtFirst(record) : toldAtFirst;
    const isTaken = behaviour === "accept" || behaviour === "cut after reading" || isReject(behaviour);
    record.isReceived = isTaken && record.method === "POST";
    ingest.requests.push(record);
    answer(behaviour, { record, request, response });
    changed.emit("change");
  }

  function answer(
    behaviour: Behaviour,
    { record, request, response }: { record: RecordedRequest; request: IncomingMessage; response: ServerResponse },
  ) {
    const respond = (status: number, body: unknown, headers = {}) =>
      response.writeHead(status, { ...CORS, "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    const events = record.body?.events ?? [];
    if (behaviour === "cut after reading") {
      request.socket.destroy();
    } else if (behaviour === "stall") {
      stalled.add(() => {
        record.isReceived = true;
        respond(202, { accepted: events.length, duplicates: 0, rejected: [] });
        changed.emit("change");
      });
    } else if (isReject(behaviour)) {
      const rejected = events
        .filter(({ eventName }) => behaviour.reject.includes(eventName))
        .map(({ event_id }) => ({ event_id, reason: "told to" }));
      respond(202, { accepted: events.length - rejected.length, duplicates: 0, rejected });
    } else if (typeof behaviour === "object") {
      respond(behaviour.status, behaviour.body ?? { message: "told to" }, behaviour.headers);
    } else {
      respond(202, { accepted: events.length, duplicates: 0, rejected: [] });
    }
  }

  const ingest: RecordingIngest = {
    endpoint: "",
    origin: "",
    requests: [],
    events: () => ingest.requests.filter(({ isReceived }) => isReceived).flatMap(({ body }) => body?.events ?? []),
    blocked: () =>
      ingest.requests.flatMap(({ path, text }) => (path.endsWith("/blocked-events") ? JSON.parse(text).blocked : [])),
    settingsRequests: [],
    serveSettings(given) {
      settings = given;
    },
    behave(behaviour) {
      told = behaviour;
    },
    answerStalled() {
      for (const respond of stalled) respond();
      stalled.clear();
    },
    async until(condition, describe = () => String(condition)) {
      waits.add(describe);
      while (!condition(ingest)) await new Promise((resolve) => changed.once("change", resolve));
      waits.delete(describe);
    },
    describeWaits: () => [...waits].map((describe) => describe()),
    async start() {
      if (!server.listening) server = listen();
      await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
      port = (server.address() as AddressInfo).port;
      ingest.origin = `http://127.0.0.1:${port}`;
      ingest.endpoint = `${ingest.origin}/event`;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  await ingest.start();
  return ingest;
}

const isReject = (behaviour: Behaviour): behaviour is { reject: string[] } =>
  typeof behaviour === "object" && "reject" in behaviour;

function parse(text: string): EventsBody | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
