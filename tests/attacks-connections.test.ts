// Connections that begin something and do not finish it, ask and do not read, or keep coming: what they hold is bounded,
// and given back.

import { expect, test } from "vitest";
import { AttackedRelay } from "./attacked-relay.ts";
import {
  beginPolling,
  endPolling,
  enginePath,
  frame,
  RawSocket,
  RawSockets,
  requestText,
  UPGRADE,
} from "./raw-socket.ts";

const WEBSOCKET = requestText("GET", enginePath("websocket"), UPGRADE);

test.concurrent("L12 what is begun and not finished is ended", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const head = "GET /health HTTP/1.1\r\nHost: relay\r\n";
  const body = "Content-Length: 10000\r\n";
  const polled = await Promise.all(Array.from({ length: 20 }, () => beginPolling(port)));
  const begin = [
    () => RawSocket.open(port),
    () => RawSocket.saying(port, "GET /hea"),
    () => RawSocket.saying(port, `${head}X: ${"x".repeat(10_000)}`),
    () =>
      RawSocket.saying(port, requestText("POST", enginePath("polling", polled.pop()), body, "4")),
    () =>
      RawSocket.saying(
        port,
        requestText(
          "POST",
          enginePath("polling", polled.pop()),
          "Transfer-Encoding: chunked\r\n",
          "1\r\n4",
        ),
      ),
    () => RawSocket.saying(port, WEBSOCKET),
    () => RawSocket.upgrading(port, polled.pop() ?? ""),
  ];
  await using crowd = await RawSockets.open(10 * begin.length, (each) =>
    (begin[each % begin.length] as (typeof begin)[number])(),
  );
  // Some go on, a byte at a time, which makes no difference.
  const dripping = setInterval(() => {
    for (const each of crowd.all.slice(2 * begin.length, 3 * begin.length)) each.send("x");
  }, 1_000);
  await attacked.playsOn();
  for (const each of crowd.all) await each.ends();
  clearInterval(dripping);
  await attacked.isClean();
});

test.concurrent("L12 a session has one WebSocket tried at a time", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const sid = await beginPolling(port);
  await using trial = await RawSocket.upgrading(port, sid);
  await using others = await RawSockets.open(20, () => RawSocket.upgrading(port, sid));
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
  const page = requestText("GET", "/");
  for (const count of [60, 3_000]) {
    await using crowd = await RawSockets.open(30, async () => {
      const raw = await RawSocket.open(port);
      raw.deafen();
      raw.send(page.repeat(count));
      return raw;
    });
    await attacked.playsOn();
    expect(crowd.all).toHaveLength(30);
    expect(attacked.grownMegabytes).toBeLessThan(150);
  }
  await attacked.isClean();
});

test.concurrent("L13 an address can have so many of the page's files a minute, and its players play on", async () => {
  await using attacked = await AttackedRelay.start({ PAGE_REQUESTS_PER_MINUTE: 5 });
  const { relay } = attacked;
  const status = async (path: string) => {
    const answer = await fetch(relay.url + path);
    await answer.text();
    return answer.status;
  };
  const given: number[] = [];
  for (let each = 0; each < 7; each += 1) given.push(await status("/"));
  expect(given).toEqual([200, 200, 200, 200, 200, 429, 429]);
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
  const crowd = await RawSockets.open(150, () => RawSocket.open(port));
  for (let each = 0; each < 5; each += 1) await attacked.playsOn();
  expect(attacked.descriptors).toBeLessThanOrEqual(64);
  // Who was taken is sent away; who waited is next. Once they stop coming, all is as before.
  await Promise.race(crowd.all.map((each) => each.ends()));
  await attacked.playsOn();
  await crowd[Symbol.asyncDispose]();
  await attacked.isClean();
});
