// Long-polling as no client does it: requests that cannot be answered, from pages that may not ask, and too many at once.

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

const SEPARATOR = "\x1e";

test.concurrent("L9 a request that cannot be answered is refused at once, and holds nothing", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const polling = await beginPolling(port);
  await using used = await RawSocket.joined(port);
  const taken = /"sid":"([^"]+)"/.exec(used.heard)?.[1] ?? "";
  /** What is asked, in a session that polls. */
  type Bad = [what: string, ask: (sid: string) => string, status: number, reason: string];
  const get = (path: string, headers = "") => requestText("GET", path, headers);
  const bad: readonly Bad[] = [
    ["a WebSocket without upgrade", () => get(enginePath("websocket")), 400, "Bad request"],
    ["one in a session", (sid) => get(enginePath("websocket", sid)), 400, "Bad request"],
    ["one that is one", () => get(enginePath("websocket", taken)), 400, "Bad request"],
    ["a poll in a WebSocket's", () => pollText(taken), 400, "Bad request"],
    ["a post in a WebSocket's", () => postText(taken, "3"), 400, "Bad request"],
    ["a post without a session", () => postText("", "3"), 400, "Bad handshake method"],
    ["an unknown session", () => pollText("unknown"), 400, "Session ID unknown"],
    ["one that all objects have", () => pollText("__proto__"), 400, "Session ID unknown"],
    ["an unknown transport", () => get(enginePath("flash")), 400, "Transport unknown"],
    ["no transport", () => get("/socket.io/?EIO=4"), 400, "Transport unknown"],
    ["an upgrade to polling", () => get(enginePath("polling"), UPGRADE), 400, "Bad request"],
    ["one in a session", (sid) => pollText(sid, UPGRADE), 400, "Bad request"],
    ["one of nobody", () => get(enginePath("websocket", "x"), UPGRADE), 400, "ID unknown"],
    ["JSONP", () => get(`${enginePath("polling")}&j=0`), 400, "Bad request"],
    ["JSONP in a session", (sid) => get(`${enginePath("polling", sid)}&j=0`), 400, "Bad request"],
    ["a poll with a body", (sid) => pollText(sid, "Content-Length: 5\r\n"), 400, "Bad request"],
    ["HEAD", () => requestText("HEAD", enginePath("polling")), 400, ""],
    ["HEAD of it", (sid) => requestText("HEAD", enginePath("polling", sid)), 400, ""],
    ["PUT", () => requestText("PUT", enginePath("polling")), 400, "Bad handshake method"],
    ["DELETE", (sid) => requestText("DELETE", enginePath("polling", sid)), 400, "Bad request"],
  ];
  for (const [what, ask, status, reason] of bad) {
    const [given, body] = await answerTo(port, ask(polling));
    expect([what, given, body]).toEqual([what, status, expect.stringContaining(reason)]);
  }
  await used[Symbol.asyncDispose]();
  // It has heard nothing of all that.
  expect(await answerTo(port, postText(polling, "40"))).toEqual([200, expect.anything()]);
  await endPolling(port, polling);
  await attacked.isClean();
});

test.concurrent("L9 refused upgrades are not kept, and a reset connection ends nothing else", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const request = requestText("GET", enginePath("websocket", "unknown"), UPGRADE);
  for (let round = 0; round < 3; round += 1) {
    await using crowd = await RawSockets.open(40, () => RawSocket.saying(port, request));
    // Half of them are reset before they are answered.
    for (const each of crowd.all.slice(0, 20)) each.reset();
    for (const each of crowd.all.slice(20)) {
      await each.hears("Session ID unknown");
      each.reset();
    }
  }
  // On Node it is no connection of HTTP any more; on Bun it may ask again.
  if (inject("runtime") === "node") {
    await using last = await RawSocket.saying(port, request);
    await last.ends();
  }
  await attacked.isClean();
});

test.concurrent("L10 the origin is asked of every request, whatever session it carries", async () => {
  await using attacked = await AttackedRelay.start({
    ALLOWED_ORIGINS: "https://friends.example",
  });
  const { port } = attacked;
  const sid = await beginPolling(port);
  const foreign = "Origin: https://evil.example\r\n";
  const path = enginePath("polling", sid);
  const requests = [
    requestText("GET", enginePath("polling"), foreign),
    pollText(sid, foreign),
    requestText("POST", path, `${foreign}Content-Length: 2\r\n`, "40"),
    requestText("GET", enginePath("websocket", sid), foreign + UPGRADE),
    requestText("GET", enginePath("websocket"), foreign + UPGRADE),
    requestText("OPTIONS", path, foreign),
  ];
  for (const request of requests) {
    expect(await answerTo(port, request)).toEqual([403, expect.stringContaining("Forbidden")]);
  }
  // The session has heard nothing of it all: it is as good as before.
  expect((await answerTo(port, postText(sid, "40")))[0]).toBe(200);
  expect((await answerTo(port, pollText(sid)))[1]).toContain('40{"sid"');
  expect((await answerTo(port, postText(sid, "1")))[0]).toBe(200);
  await attacked.isClean();
});

test.concurrent("L15 packets count one by one, however many a request brings", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const bombs = [
    SEPARATOR.repeat(16_000),
    Array.from({ length: 5_000 }, () => "6").join(SEPARATOR),
    Array.from({ length: 1_000 }, () => '42["heartbeat"]').join(SEPARATOR),
    Array.from({ length: 2_000 }, () => "bAAAA").join(SEPARATOR),
    `40${SEPARATOR}${Array.from({ length: 100 }, (_, each) => `40/n${each},`).join(SEPARATOR)}`,
    `40${SEPARATOR}4511-["x"]`,
    `40${SEPARATOR}4599999999-["x"]`,
    `40${SEPARATOR}42${"[".repeat(15_000)}`,
    `40${SEPARATOR}42${"9".repeat(15_000)}["heartbeat"]${SEPARATOR}1`,
    `40{"__proto__":{"pid":"x","offset":"y"}}${SEPARATOR}42["__proto__",{"__proto__":{"x":1}}]${SEPARATOR}1`,
  ];
  for (const bomb of bombs) {
    const sids = await Promise.all(Array.from({ length: 4 }, () => beginPolling(port)));
    await Promise.all(sids.map((sid) => answerTo(port, postText(sid, bomb))));
    await attacked.playsOn();
    // The next poll has their last words.
    for (const sid of sids) expect((await answerTo(port, pollText(sid)))[1]).toMatch(/1|unknown/);
    expect((await attacked.held()).sessions).toBe(2);
  }
  await attacked.isClean();
  expect(attacked.grownMegabytes).toBeLessThan(150);
});

test.concurrent("L15 one poll and one post at a time: the second ends the session, and both are answered", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const polled = await beginPolling(port);
  await using first = await RawSocket.saying(port, pollText(polled));
  await first.settled();
  expect((await answerTo(port, pollText(polled)))[0]).toBe(400);
  await first.hears(" 200 ");
  const posted = await beginPolling(port);
  await using half = await RawSocket.saying(port, postText(posted, "40", 200));
  await half.settled();
  expect((await answerTo(port, postText(posted, "3")))[0]).toBe(400);
  expect((await answerTo(port, pollText(posted)))[1]).toContain("Session ID unknown");
  await half[Symbol.asyncDispose]();
  // A poll that is given up is the end, too.
  const left = await beginPolling(port);
  const gone = await RawSocket.saying(port, pollText(left));
  await gone.settled();
  await gone[Symbol.asyncDispose]();
  await attacked.isClean();
});

test.concurrent("L6 L15 whoever never polls is dropped by what waits for it", async () => {
  await using attacked = await AttackedRelay.start({
    EVENTS_PER_SECOND: 1_000_000,
    PING_INTERVAL_SECONDS: 60,
    PING_TIMEOUT_SECONDS: 60,
  });
  const { port } = attacked;
  const sid = await beginPolling(port);
  const asked = Array.from({ length: 700 }, () => '421["unknown"]').join(SEPARATOR);
  await using poster = await RawSocket.saying(port, postText(sid, "40"));
  await poster.hears("ok");
  let answers = 0;
  while (!poster.heard.includes("Session ID unknown")) {
    poster.heard = "";
    poster.send(postText(sid, asked));
    await poster.hears("\r\n\r\n");
    answers += 700;
    // 1 MB of them is there long before.
    expect(answers).toBeLessThan(100_000);
  }
  await attacked.isClean();
});

test.concurrent("L8 a client that is about to upgrade cannot poll without end", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  const sid = await beginPolling(port);
  await using trial = await RawSocket.upgrading(port, sid);
  trial.send(frame("text", "2probe"));
  await trial.hears("3probe");
  await using poller = await RawSocket.saying(port, pollText(sid));
  let polls = 0;
  do {
    await poller.hears("\r\n\r\n");
    polls += 1;
    if (poller.status !== 200) break;
    poller.heard = "";
    poller.send(pollText(sid));
  } while (polls < 1_000);
  expect(polls).toBeLessThan(300);
  await attacked.isClean();
});
