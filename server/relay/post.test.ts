import assert from "node:assert/strict";
import { createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { startFakeGraph } from "./fake-graph.ts";
import { createPost } from "./post.ts";

async function start(t: TestContext) {
  const graph = await startFakeGraph();
  const post = createPost({ connectMs: 300, totalMs: 300 });
  t.after(async () => {
    post.close();
    await graph.close();
  });
  return { graph, post: () => post(`${graph.url}/v26.0/1/events`, '{"data":[]}') };
}

test("an answer comes with its status, headers and text", async (t) => {
  const { graph, post } = await start(t);
  graph.answer(() => ({ status: 418, body: "tea", headers: { "x-pot": "short" } }));
  const result = await post();
  assert.equal(result.kind, "answered");
  assert.deepEqual(result.kind === "answered" && [result.status, result.text, result.headers["x-pot"]], [
    418,
    "tea",
    "short",
  ]);
});

test("a redirect is not followed, since it would take the token elsewhere", async (t) => {
  const { graph, post } = await start(t);
  graph.answer(() => ({ status: 307, body: "", headers: { location: "/elsewhere" } }));
  const result = await post();
  assert.equal(result.kind === "answered" && result.status, 307);
  assert.equal(graph.calls.length, 1);
});

for (const [name, answer, error] of [
  ["nothing comes back", "hang", /no answer within 0\.3 seconds/],
  ["the connection is cut", "cut", /the connection failed \(ECONNRESET\)/],
  ["the answer breaks off", "half", /the answer broke off/],
] as const)
  test(`it is said that ${name}`, async (t) => {
    const { graph, post } = await start(t);
    graph.answer(() => answer);
    const result = await post();
    assert.match(result.kind === "unanswered" ? result.error : "", error);
  });

for (const [name, written, error] of [
  [
    "another protocol is offered",
    "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
    /protocol/,
  ],
  ["the body of an answer does not end", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}", /no answer within/],
] as const)
  test(`it is said that ${name}`, { timeout: 5000 }, async (t) => {
    const post = createPost({ totalMs: 300 });
    const server = createServer((socket) => socket.once("data", () => socket.write(written)).on("error", () => {}));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => {
      post.close();
      server.close();
    });
    const address = server.address();
    const result = await post(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`, "{}");
    assert.match(result.kind === "unanswered" ? result.error : "", error);
  });

test("a server that is not there is told from one that does not answer", async (t) => {
  const post = createPost({ connectMs: 100 });
  t.after(post.close);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  await new Promise((resolve) => server.close(resolve));
  const result = await post(`http://127.0.0.1:${port}/`, "{}");
  assert.match(result.kind === "unanswered" ? result.error : "", /ECONNREFUSED/);
});
