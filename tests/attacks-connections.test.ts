// Connections that begin something and do not finish it, ask and do not read, or keep coming: what they hold is bounded,
// and given back.

import { expect, inject, test } from "vitest";
import { AttackedRelay } from "./attacked-relay.ts";
import {
  answerTo,
  beginPolling,
  endPolling,
  enginePath,
  frame,
  pollText,
  postText,
  RawSocket,
  RawSockets,
  requestText,
  UPGRADE,
} from "./raw-socket.ts";

const WEBSOCKET = requestText("GET", enginePath("websocket"), UPGRADE);

test.concurrent("L12 a request that does not come to its end is ended, also if it comes a byte at a time", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const post = async (headers: string, body: string) => {
    const path = enginePath("polling", await beginPolling(port));
    return RawSocket.saying(port, requestText("POST", path, headers, body));
  };
  const begin = [
    () => RawSocket.open(port),
    () => RawSocket.saying(port, "GET /hea"),
    () => RawSocket.saying(port, `GET /health HTTP/1.1\r\nX: ${"x".repeat(10_000)}`),
    () => post("Content-Length: 10000\r\n", "4"),
    () => post("Transfer-Encoding: chunked\r\n", "fff\r\n4"),
  ];
  await using crowd = await RawSockets.open(4 * begin.length, (each) =>
    (begin[each % begin.length] as (typeof begin)[number])(),
  );
  const dripping = setInterval(() => {
    for (const each of crowd.all.slice(crowd.all.length / 2)) each.send("x");
  }, 1_000);
  await attacked.playsOn();
  for (const each of crowd.all) await each.ends();
  clearInterval(dripping);
  await attacked.isClean();
});

test.concurrent("L12 a session that joins nothing, or tries a WebSocket and does not use it, is ended", async () => {
  // No ping may do that.
  const noPings = { PING_INTERVAL_SECONDS: 60, PING_TIMEOUT_SECONDS: 60 };
  await using attacked = await AttackedRelay.start(noPings);
  const { port } = attacked;
  const sid = await beginPolling(port);
  await answerTo(port, postText(sid, "40"));
  await using trial = await RawSocket.upgrading(port, sid);
  await using idle = await RawSockets.open(5, () => RawSocket.saying(port, WEBSOCKET));
  const silent = await beginPolling(port);
  expect((await attacked.held()).sessions).toBe(2 + 7);
  for (const each of [...idle.all, trial]) await each.ends();
  // Its last words are kept for a while; who asks for them makes it short.
  expect((await answerTo(port, pollText(silent)))[1]).toMatch(/1|unknown/);
  // The one whose WebSocket was none goes on by polling.
  expect((await answerTo(port, pollText(sid)))[1]).toContain('40{"sid"');
  await answerTo(port, postText(sid, "1"));
  await attacked.isClean();
});

test.concurrent("L12 a session has one WebSocket tried at a time", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const sid = await beginPolling(port);
  await using trial = await RawSocket.upgrading(port, sid);
  await using others = await RawSockets.open(5, () => RawSocket.upgrading(port, sid));
  for (const other of others.all) await other.ends();
  trial.send(frame("text", "2probe"));
  await trial.hears("3probe");
  trial.send(Buffer.concat([frame("text", "5"), frame("text", "40")]));
  await trial.hears('40{"sid"');
  // Where it has one, there is none to be tried.
  await using late = await RawSocket.upgrading(port, sid);
  await late.ends();
  expect(trial.isEnded).toBe(false);
  await trial[Symbol.asyncDispose]();
  await attacked.isClean();
});

test.concurrent("L14 what is too long is refused before it is read, and read no further", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const chunked = "Transfer-Encoding: chunked\r\n";
  const chunks = Buffer.from("1\r\nx\r\n".repeat(10_000));
  const large = Buffer.alloc(60_000, "x");
  const length = "Content-Length: 1000000000\r\n";
  const sids = [await beginPolling(port), await beginPolling(port), await beginPolling(port)];
  const [posting, chunking, polling] = sids;
  const bombs: readonly [what: string, request: string, more: Buffer][] = [
    ["a post", requestText("POST", enginePath("polling", posting), length), large],
    ["chunks", requestText("POST", enginePath("polling", chunking), chunked), chunks],
    ["chunks for nobody", requestText("POST", enginePath("polling", "unknown"), chunked), chunks],
    ["chunks for a poll", requestText("GET", enginePath("polling", polling), chunked), chunks],
    ["chunks for nothing", requestText("POST", "/health", chunked), chunks],
    ["chunks with a GET", requestText("GET", "/health", chunked), chunks],
    ["a chunk's extension", requestText("POST", "/health", chunked, "1;"), large],
    ["a header", "GET /health HTTP/1.1\r\nHost: relay\r\nX: ", large],
    ["headers", "GET /health HTTP/1.1\r\nHost: relay\r\n", Buffer.from("x: y\r\n".repeat(10_000))],
    ["a URL", "GET /", large],
  ];
  for (const [what, request, more] of bombs) {
    await using bomb = await RawSocket.saying(port, request);
    bomb.pump(more);
    await bomb.until(`the end of ${what}`, () => bomb.isCut);
    expect([what, bomb.megabytesTaken < 10]).toEqual([what, true]);
  }
  expect(attacked.grownMegabytes).toBeLessThan(100);
  for (const sid of sids) await endPolling(port, sid);
  await attacked.isClean();
});

test.concurrent("L14 whoever sends too much and stops is told so", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const sid = await beginPolling(port);
  const told: readonly [request: string, status: number][] = [
    [requestText("POST", enginePath("polling", sid), "Content-Length: 20000\r\n"), 413],
    [requestText("POST", "/health", "Content-Length: 10\r\n"), 405],
    [requestText("POST", enginePath("polling", "unknown"), "Content-Length: 10\r\n"), 400],
    [requestText("GET", "/health", `X: ${"x".repeat(17_000)}\r\n`), 431],
  ];
  for (const [request, status] of told) {
    await using raw = await RawSocket.saying(port, request);
    await raw.ends();
    expect(raw.status).toBe(status);
  }
  await endPolling(port, sid);
  await attacked.isClean();
});

test.concurrent("L13 answers that nobody reads are not made", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const asked = requestText("GET", "/").repeat(60);
  await using crowd = await RawSockets.open(40, () => RawSocket.deaf(port, asked));
  await attacked.playsOn();
  expect(attacked.grownMegabytes).toBeLessThan(100);
  await crowd[Symbol.asyncDispose]();
  await attacked.isClean();
});

test.concurrent("L13 whoever asks and asks is cut off, or is read no further", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const asked = requestText("GET", "/health").repeat(3_000);
  const before = attacked.cpuSeconds;
  const isNode = inject("runtime") === "node";
  await using crowd = await RawSockets.open(isNode ? 100 : 10, () => RawSocket.deaf(port, asked));
  await attacked.playsOn();
  if (isNode) {
    for (const each of crowd.all) await each.isGone();
    // Making 2,000 requests of each one's 64 KB takes seconds.
    expect(attacked.cpuSeconds - before).toBeLessThan(1);
  }
  expect(attacked.grownMegabytes).toBeLessThan(100);
  await crowd[Symbol.asyncDispose]();
  await attacked.isClean();
});

test.concurrent("L13 an address can have so many of the page's files a minute, and its players play on", async () => {
  await using attacked = await AttackedRelay.start({ PAGE_REQUESTS_PER_MINUTE: 1 });
  const { relay } = attacked;
  const status = async (path: string) => {
    const answer = await fetch(relay.url + path);
    await answer.text();
    return answer.status;
  };
  expect([await status("/"), await status("/"), await status("/")]).toEqual([200, 429, 429]);
  expect(await status("/health")).toBe(200);
  await attacked.isClean();
});

test.concurrent("L11 an address can open so many connections a minute, and a school can come back", async () => {
  await using attacked = await AttackedRelay.start({ MAX_CONNECTIONS_PER_IP: 10 });
  const { port } = attacked;
  const began = performance.now();
  let opened = 0;
  let status = 101;
  while (status === 101) {
    await using raw = await RawSocket.saying(port, WEBSOCKET);
    await raw.hears("\r\n\r\n");
    ({ status } = raw);
    if (status === 101) opened += 1;
  }
  expect(status).toBe(403);
  // Six times as many as it may have, one a second won back, and two are the pair's.
  expect(opened).toBeGreaterThanOrEqual(58);
  expect(opened).toBeLessThanOrEqual(60 + (performance.now() - began) / 1000);
  await attacked.isClean();
});

test.concurrent("L12 5.9 silent connections take descriptors for some seconds, and no game ends", async () => {
  const few = { shell: 'ulimit -n 64; exec "$@"' };
  await using attacked = await AttackedRelay.start({}, few);
  const { port } = attacked;
  const crowd = await RawSockets.open(100, () => RawSocket.open(port));
  for (let each = 0; each < 5; each += 1) await attacked.playsOn();
  expect(attacked.descriptors).toBeLessThanOrEqual(64);
  // Who was taken is sent away; who waited is next. Once they stop coming, all is as before.
  await Promise.race(crowd.all.map((each) => each.ends()));
  await attacked.playsOn();
  await crowd[Symbol.asyncDispose]();
  await attacked.isClean();
});
