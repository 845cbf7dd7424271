// How a session begins, and how a request that cannot be answered is refused (docs/ENGINE.md, W1 to W9).

import { expect, test } from "vitest";
import { sharedEngine } from "./engine-under-test.ts";
import { get, PollingSession, WsSession } from "./sessions.ts";
import { WsLink } from "./ws-link.ts";

const engine = sharedEngine();

const TRANSPORT_UNKNOWN = { code: 0, message: "Transport unknown" };
const SESSION_UNKNOWN = { code: 1, message: "Session ID unknown" };
const BAD_METHOD = { code: 2, message: "Bad handshake method" };
const BAD_REQUEST = { code: 3, message: "Bad request" };
const BAD_VERSION = { code: 5, message: "Unsupported protocol version" };

const DURATIONS = { pingInterval: 600_000, pingTimeout: 600_000, maxPayload: 1000 };

test("W1 a GET without a session opens one by long-polling, and offers the upgrade", async () => {
  const answer = await get(engine(), "&transport=polling");
  expect(answer?.status).toBe(200);
  expect(answer?.headers.get("content-type")).toBe("text/plain; charset=UTF-8");
  expect(answer?.headers.get("cache-control")).toBe("no-store");
  expect(answer?.body).toMatch(/^0\{/);
  const opened = JSON.parse(answer?.body.slice(1) ?? "");
  const sid = expect.any(String);
  expect(opened).toEqual({ sid, upgrades: ["websocket"], ...DURATIONS });
});

test("W2 a WebSocket without a session opens one, with nothing left to upgrade to", async () => {
  await using session = await WsSession.open(engine());
  expect(session.opened).toEqual({ sid: expect.any(String), upgrades: [], ...DURATIONS });
});

const NO_TRANSPORT = ["", "&transport=", "&transport=abc", "&transport=webtransport"];

test.each(NO_TRANSPORT)("W3 the transport in %j is unknown", async (query) => {
  const answer = await get(engine(), query);
  expect(answer?.status).toBe(400);
  expect(answer?.headers.get("content-type")).toMatch(/^application\/json/);
  expect(JSON.parse(answer?.body ?? "")).toEqual(TRANSPORT_UNKNOWN);
});

const NO_SESSION = ["unknown", "__proto__", "constructor", "toString", "%00", "x".repeat(2000)];

test.each(NO_SESSION)("W4 there is no session %j", async (sid) => {
  for (const method of ["GET", "POST"]) {
    const answer = await get(engine(), `&transport=polling&sid=${sid}`, method);
    expect([method, answer?.status]).toEqual([method, 400]);
    expect(JSON.parse(answer?.body ?? "")).toEqual(SESSION_UNKNOWN);
  }
});

test.each(["POST", "PUT", "DELETE", "PATCH"])("W5 a %s opens no session", async (method) => {
  const answer = await get(engine(), "&transport=polling", method);
  expect(answer?.status).toBe(400);
  expect(JSON.parse(answer?.body ?? "")).toEqual(BAD_METHOD);
});

test("W6 a request for a WebSocket that offers none is refused at once", async () => {
  const polling = await PollingSession.open(engine());
  for (const session of ["", `&sid=${polling.sid}`]) {
    const answer = await get(engine(), `&transport=websocket${session}`);
    expect(answer?.status).toBe(400);
    expect(JSON.parse(answer?.body ?? "")).toEqual(BAD_REQUEST);
  }
});

test("W6 a session by WebSocket answers no poll", async () => {
  await using session = await WsSession.open(engine());
  const answer = await get(engine(), `&transport=polling&sid=${session.opened.sid}`);
  expect(answer?.status).toBe(400);
  expect(JSON.parse(answer?.body ?? "")).toEqual(BAD_REQUEST);
});

test.each(["", "EIO=3&", "EIO=5&", "EIO=abc&", "EIO=&"])("W7 %j is no version", async (version) => {
  const target = `/socket.io/?${version}transport=polling`;
  const { answer } = await engine().http.ask({ method: "GET", target });
  expect(answer?.status).toBe(400);
  expect(JSON.parse(answer?.body ?? "")).toEqual(BAD_VERSION);
});

const REFUSED = {
  "another version": "/socket.io/?EIO=3&transport=websocket",
  "no version": "/socket.io/?transport=websocket",
  "no transport": "/socket.io/?EIO=4",
  "another transport": "/socket.io/?EIO=4&transport=abc",
  "an unknown session": "/socket.io/?EIO=4&transport=websocket&sid=unknown",
};

test.each(Object.entries(REFUSED))(
  "W8 a WebSocket with %s is refused in HTTP",
  async (_, target) => {
    const link = new WsLink(engine().port, { target }, { onHeard: () => {}, onChange: () => {} });
    await expect.poll(() => link.isOver).toBe(true);
    expect(link.answer?.status).toBe(400);
  },
);

test("W9 sessions' ids are long and never the same, and no namespace's id", async () => {
  const ids = new Set<string>();
  for (let n = 0; n < 20; n += 1) {
    await using session = await WsSession.open(engine());
    session.send("40");
    const joined = JSON.parse((await session.next()).slice(2));
    for (const id of [session.opened.sid, joined.sid]) {
      expect(id).toMatch(/^[\w-]{20,}$/);
      ids.add(id);
    }
  }
  expect(ids.size).toBe(40);
});
