import { type ChildProcess, fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { runLoad } from "./ingest-load.ts";

/** What each process of the bench can be told to do; every one runs alone, as it would in production. */
export type Task =
  | { kind: "floor" }
  | { kind: "graph" }
  | { kind: "load"; url: string; connections: number; durationMs: number; eventsPerBody: number };

/** The site that the bench sends for. */
export const BENCH_SITE = { id: "bench", apiKey: "bench-key" };

/** An event of about a kilobyte, as the tag sends it. */
export function createBenchEvent(id: string) {
  const hash = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";
  return {
    event_id: id,
    eventName: "Purchase",
    eventTime: Math.floor(Date.now() / 1000),
    actionSource: "website",
    siteURL: "https://shop.example/checkout/thank-you?order=17",
    referrer: "https://shop.example/checkout",
    additionalData: {
      value: 40,
      currency: "EUR",
      content_type: "product",
      contents: [{ id: "sku-1", quantity: 2, item_price: 20 }],
    },
    customerData: { em: hash, ph: hash, fn: hash, ln: hash, external_id: hash },
    fbp: "fb.1.1760000000000.1234567890",
    utm_params: { utm_source: "newsletter", utm_medium: "email" },
    consent: { state: "granted", source: "cookiebot", timestamp: Date.now() },
    sentAt: Date.now(),
  };
}

async function serve(answer: (body: string) => { status: number; body: string }): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const { status, body } = answer(Buffer.concat(chunks).toString());
      response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** As random as the ids of the tag, so that the unique index is hit all over. */
const mintId = () => Array.from({ length: 4 }, () => Math.floor(Math.random() * 2 ** 32)).join("-");

let received = 0;
if (process.send)
  process.on("message", async (message: Task | "received") => {
    process.send?.(message === "received" ? received : await run(message));
  });

async function run(task: Task): Promise<unknown> {
  if (task.kind === "floor")
    return serve((body) => {
      JSON.parse(body);
      return { status: 202, body: '{"accepted":1,"duplicates":0,"rejected":[]}' };
    });
  if (task.kind === "graph")
    return serve((body) => {
      const events_received = JSON.parse(body).data.length;
      received += events_received;
      return { status: 200, body: JSON.stringify({ events_received, messages: [], fbtrace_id: "bench" }) };
    });
  const { eventsPerBody, ...load } = task;
  return runLoad({ ...load, bodyOf: createBodies(eventsPerBody) });
}

/** Bodies that differ in the ids of their events alone, so that writing them costs the client next to nothing. */
function createBodies(eventsPerBody: number): () => string {
  const place = "ID";
  const [start = "", end = ""] = JSON.stringify(createBenchEvent(place)).split(`"${place}"`);
  const head = `${JSON.stringify(BENCH_SITE).replace('"id"', '"siteId"').slice(0, -1)},"events":[`;
  return () => `${head}${Array.from({ length: eventsPerBody }, () => `${start}"${mintId()}"${end}`).join()}]}`;
}

/** A process of the bench. */
export interface BenchProcess {
  ask<T>(message: Task | "received"): Promise<T>;
  stop(): void;
}

/** Starts a process of the bench. */
export function startBenchProcess(): BenchProcess {
  const child: ChildProcess = fork(new URL(import.meta.url));
  return {
    ask: <T>(message: Task | "received") =>
      new Promise<T>((resolve, reject) => {
        const giveUp = () => reject(new Error("A process of the bench ended early."));
        child.once("exit", giveUp);
        child.once("message", (answer) => {
          child.off("exit", giveUp);
          resolve(answer as T);
        });
        child.send(message);
      }),
    stop: () => child.kill(),
  };
}
