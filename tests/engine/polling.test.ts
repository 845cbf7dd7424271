// Packets by HTTP long-polling: their framing, and the requests that end a session (docs/ENGINE.md, W10 to W18).

import { expect, test } from "vitest";
import { sharedEngine } from "./engine-under-test.ts";
import { get, PollingSession, packetsIn } from "./sessions.ts";

const engine = sharedEngine();

const range = (size: number) => Array.from({ length: size }, (_, n) => n);

/** The session is gone. */
async function expectEnded(session: PollingSession): Promise<void> {
  const answer = await session.poll();
  expect([answer?.status, answer?.body]).toEqual([
    400,
    '{"code":1,"message":"Session ID unknown"}',
  ]);
}

test("W10 the packets of a post are taken in order, and it is answered `ok`", async () => {
  const session = await PollingSession.join(engine());
  const sent = [1, 2, 3].map((n) => `42["message",${n}]`);
  const answer = await session.post(sent.join("\x1e"));
  expect([answer?.status, answer?.body]).toEqual([200, "ok"]);
  expect(await session.take(3)).toEqual([1, 2, 3].map((n) => `42["message-back",${n}]`));
});

test("W11 a poll waits until there is a packet", async () => {
  const session = await PollingSession.join(engine());
  const poll = await session.beginPoll();
  expect(poll.isOver).toBe(false);
  await session.post('42["message"]');
  expect(packetsIn(await poll.over())).toEqual(['42["message-back"]']);
});

test("W11 a poll brings all that has waited for it, in order", async () => {
  const session = await PollingSession.join(engine());
  await session.post('42["message",1]');
  await session.post('42["message",2]\x1e42["burst",2]');
  await engine().settled();
  const answer = await session.poll();
  expect(answer?.headers.get("content-type")).toBe("text/plain; charset=UTF-8");
  expect(answer?.headers.get("cache-control")).toBe("no-store");
  expect(packetsIn(answer)).toEqual([
    '42["message-back",1]',
    '42["message-back",2]',
    '42["burst",0]',
    '42["burst",1]',
  ]);
});

test("W12 binary is base64 behind a `b`, in both directions", async () => {
  const session = await PollingSession.join(engine());
  const head = '["message",{"_placeholder":true,"num":0}]';
  await session.post(`451-${head}\x1ebAQIDBA==`);
  expect(await session.take(2)).toEqual([
    `451-${head.replace("message", "message-back")}`,
    "bAQIDBA==",
  ]);
});

test("W13 text is UTF-8, wherever the network cuts it", async () => {
  const session = await PollingSession.join(engine());
  const body = Buffer.from('42["message","Łódź ♞ 𝔘"]');
  for (let cut = 12; cut < body.length; cut += 1) {
    const post = await session.beginPost(body, {}, cut);
    await engine().settled();
    post.finish();
    expect((await post.over())?.status).toBe(200);
    expect(await session.packets()).toEqual(['42["message-back","Łódź ♞ 𝔘"]']);
  }
});

test("W13 a post may come in chunks, without its length", async () => {
  const session = await PollingSession.join(engine());
  const body = '10\r\n42["message","a"]\r\n'.replace("10", (17).toString(16));
  const answer = await session.post(`${body}0\r\n\r\n`, { "Transfer-Encoding": "chunked" });
  expect([answer?.status, answer?.body]).toEqual([200, "ok"]);
  expect(await session.packets()).toEqual(['42["message-back","a"]']);
});

test("W14 a second poll beside the first is refused and ends the session", async () => {
  const session = await PollingSession.join(engine());
  const first = await session.beginPoll();
  const second = await session.poll();
  expect(second?.status).toBe(400);
  expect(packetsIn(await first.over())).toEqual(["1"]);
  await expectEnded(session);
});

test("W14 a second post beside the first is refused and ends the session", async () => {
  const session = await PollingSession.join(engine());
  const first = await session.beginPost('42["message"]', {}, 3);
  await engine().settled();
  const second = await session.post('42["message"]');
  expect(second?.status).toBe(400);
  first.finish();
  const answer = await first.over();
  expect(answer?.status ?? 400).toBe(400);
  await expectEnded(session);
});

test("W15 a post over the limit is refused before it has been read, and nothing of it is taken", async () => {
  const session = await PollingSession.join(engine());
  const long = `42["message","${"x".repeat(1000)}"]`;
  const post = await session.beginPost(long, {}, 1001);
  expect((await post.over())?.status).toBe(413);
});

test("W15 a post over the limit that comes in chunks is not taken", async () => {
  const session = await PollingSession.join(engine());
  const long = `42["message","${"x".repeat(1000)}"]`;
  const chunk = `${long.length.toString(16)}\r\n${long}\r\n0\r\n\r\n`;
  const answer = await session.post(chunk, { "Transfer-Encoding": "chunked" });
  expect(answer?.status ?? 413).toBeGreaterThanOrEqual(400);
  await engine().settled();
  const poll = await session.beginPoll();
  const seen = poll.isOver ? ((await poll.over())?.status ?? 400) : 400;
  expect(seen).toBe(400);
  poll.drop();
});

test("W15 a post of just the limit is taken", async () => {
  const session = await PollingSession.join(engine());
  const padding = "x".repeat(1000 - '42["message",""]'.length);
  const answer = await session.post(`42["message","${padding}"]`);
  expect([answer?.status, answer?.body]).toEqual([200, "ok"]);
  expect(await session.packets()).toEqual([`42["message-back","${padding}"]`]);
});

const MALFORMED = ["", "abc", "7", '42["message"]\x1e', "\x1e42", "é"];

test.each(MALFORMED)("W16 the payload %j ends the session", async (body) => {
  const session = await PollingSession.join(engine());
  await session.post(body);
  await expectEnded(session);
});

test("W17 a poll that is given up ends the session", async () => {
  const session = await PollingSession.join(engine());
  const poll = await session.beginPoll();
  poll.drop();
  await engine().settled();
  await expectEnded(session);
});

test("W17 polls that have waited through collections of garbage end their sessions too", async () => {
  // What a runtime holds on to changes once it has compiled what runs often.
  for (let round = 0; round < 12; round += 1) {
    const sessions = await Promise.all(range(100).map(() => PollingSession.join(engine())));
    const polls = await Promise.all(sessions.map((session) => session.beginPoll()));
    await engine().counts();
    for (const poll of polls) poll.drop();
    await engine().settled();
    await Promise.all(sessions.map(expectEnded));
  }
});

test("W17 a post that is given up half-way ends the session", async () => {
  const session = await PollingSession.join(engine());
  const post = await session.beginPost('42["message"]', {}, 3);
  await engine().settled();
  post.drop();
  await engine().settled();
  await expectEnded(session);
});

test("W18 a post of bytes instead of text is refused and ends the session", async () => {
  const session = await PollingSession.join(engine());
  const answer = await session.post("4x", { "Content-Type": "application/octet-stream" });
  expect(answer?.status).toBe(400);
  await expectEnded(session);
});

test.each(["PUT", "DELETE", "PATCH"])("W18 a %s to a session is refused", async (method) => {
  const session = await PollingSession.join(engine());
  const answer = await get(engine(), session.query, method);
  expect(answer?.status).toBeGreaterThanOrEqual(400);
});
