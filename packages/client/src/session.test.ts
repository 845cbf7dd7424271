// What a session promises about its promises: each ends, and none that may be ignored is unhandled. Its way with a
// real relay is tested in tests/.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeSocket, sockets } from "./fake-socket.fixture.ts";
import type { SessionOptions } from "./session.ts";
import { Session } from "./session.ts";

vi.mock("socket.io-client", () => ({ io: (url: string) => new FakeSocket(url) }));

const unhandled = vi.fn();

beforeEach(() => {
  sockets.length = 0;
  unhandled.mockReset();
  process.on("unhandledRejection", unhandled);
});

afterEach(async () => {
  vi.useRealTimers();
  // Node tells of unhandled rejections before the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

const newest = () => sockets.at(-1) as FakeSocket;

function newSession(options: Partial<SessionOptions> = {}): Session {
  return new Session({ url: "ws://relay.test", storage: null, ...options });
}

/** A session that waits for its opponent. @param offset - as a relay that keeps seats gives it */
async function hosting(offset: string | undefined = "1.ticket"): Promise<Session> {
  const session = newSession();
  const seat = session.createGame("Ann");
  newest().open();
  newest().say("game_created", { code: "AB-CD-EF" }, ...(offset ? [offset] : []));
  await seat;
  return session;
}

test("nothing is connected before something is asked for", () => {
  newSession();
  expect(sockets).toEqual([]);
});

test("events that nobody waits for may fail", async () => {
  void newSession().sendMove("e2e4");
  const session = await hosting();
  void session.sendMove("e2e4");
  void session.offerDraw();
  session.close();
  void session.ready();
});

test("events that nobody waits for may fail on a relay without acknowledgements", async () => {
  const session = await hosting("");
  newest().connected = false;
  session.detach();
  void session.resign();
});

test("a goodbye that nobody waits for may fail", async () => {
  const session = await hosting();
  vi.useFakeTimers();
  void session.leave();
  vi.advanceTimersByTime(10_000);
  session.close();
});

test("who waits for an event is told why it failed", async () => {
  await expect(newSession().sendMove("e2e4")).rejects.toMatchObject({ code: "NOT_IN_GAME" });
  const session = await hosting();
  const arrival = session.sendMove("e2e4");
  session.close();
  await expect(arrival).rejects.toMatchObject({ code: "CLOSED", name: "SessionError" });
});

test("a wait that was given up before it began does not begin", async () => {
  const session = newSession();
  const signal = AbortSignal.abort("changed my mind");
  await expect(session.connect({ signal })).rejects.toBe("changed my mind");
  await expect(session.createGame("Ann", { signal })).rejects.toBe("changed my mind");
  await expect(session.joinGame("ABCDEF", "Ann", { signal })).rejects.toBe("changed my mind");
  await expect(session.resume({ signal })).rejects.toBe("changed my mind");
  expect(sockets).toEqual([]);
  const host = await hosting();
  await expect(host.waitForPeer({ signal })).rejects.toBe("changed my mind");
});

test("each wait can be given up", async () => {
  const { signal, abort } = aborting();
  const session = newSession();
  const connected = session.connect({ signal });
  const seat = session.createGame("Ann", { signal });
  const host = await hosting();
  const peer = host.waitForPeer({ signal });
  abort();
  for (const wait of [connected, seat, peer]) await expect(wait).rejects.toBe("enough");
});

test("a connect ends when it is online, also the second one", async () => {
  const session = newSession();
  const connected = session.connect();
  newest().open();
  await connected;
  await session.connect();
  expect(session.connection).toEqual({ status: "online" });
  expect(sockets).toHaveLength(1);
});

test("a closed session keeps nobody waiting", async () => {
  const session = newSession();
  const connected = session.connect();
  const seat = session.createGame("Ann");
  session.close();
  await expect(connected).rejects.toMatchObject({ code: "CLOSED" });
  await expect(seat).rejects.toMatchObject({ code: "CLOSED", message: "Cancelled" });
});

test("a closed session connects again when it is asked to", async () => {
  const session = newSession();
  session.connect().catch(() => {});
  session.close();
  const connected = session.connect();
  newest().open();
  await connected;
});

test("who has joined ends the wait for a peer", async () => {
  const session = await hosting();
  const peer = session.waitForPeer();
  newest().say("peer_joined", { peerName: "Bob" }, "2.ticket");
  expect(await peer).toMatchObject({ joined: true, peerName: "Bob" });
  expect(await session.waitForPeer()).toMatchObject({ peerName: "Bob" });
});

test("nobody waits for a peer without a seat, or after it is gone", async () => {
  await expect(newSession().waitForPeer()).rejects.toMatchObject({ code: "NOT_IN_GAME" });
  const session = await hosting();
  const peer = session.waitForPeer();
  void session.leave();
  await expect(peer).rejects.toMatchObject({ code: "NOT_IN_GAME" });
  session.close();
});

test("only one request is under way at a time", async () => {
  const session = newSession();
  const seat = session.createGame("Ann");
  await expect(session.joinGame("ABCDEF", "Ann")).rejects.toMatchObject({ code: "BUSY" });
  newest().open();
  newest().say("game_created", { code: "AB-CD-EF" }, "1.ticket");
  await seat;
});

test("a relay that is not reached, or does not answer, is told apart", async () => {
  vi.useFakeTimers();
  const unreachable = newSession({ timeoutMs: 500 }).createGame("Ann");
  const silent = newSession({ timeoutMs: 500 }).createGame("Ann");
  newest().open();
  vi.advanceTimersByTime(500);
  await expect(unreachable).rejects.toMatchObject({ code: "UNREACHABLE" });
  await expect(silent).rejects.toMatchObject({ code: "NO_ANSWER" });
});

test("resuming without a stored seat is refused at once, without a connection", async () => {
  await expect(newSession().resume()).rejects.toMatchObject({ code: "SEAT_LOST" });
  expect(sockets).toEqual([]);
});

test.each([
  ["abcdef", "AB-CD-EF"],
  [" ab cd ef ", "AB-CD-EF"],
  ["AB-CD-EF", "AB-CD-EF"],
  ["abc", "ABC"],
])("G3 a code typed as %j goes out as %j", (typed, code) => {
  void newSession()
    .joinGame(typed, "Bob")
    .catch(() => {});
  newest().open();
  expect(newest().written[0]).toMatchObject(["join_game", { code, name: "Bob" }]);
});

test("to close is to say goodbye, to detach is not", async () => {
  const [quits, stays] = [await hosting(), await hosting()];
  quits.close();
  stays.detach();
  expect(sockets.map(({ ended }) => ended)).toEqual(["goodbye", "abandoned"]);
});

test("a seat that is given up while it is taken back keeps no later request waiting", async () => {
  const session = await hosting();
  newest().lose();
  session.connect().catch(() => {});
  newest().open();
  expect(newest().written.map(([event]) => event)).toEqual(["resume_game"]);
  void session.leave();
  const next = session.createGame("Ann");
  newest().open();
  const said = newest().written.map(([event]) => event);
  expect(said).toEqual(["resume_game", "leave_game", "create_game"]);
  newest().say("game_created", { code: "GH-JK-MN" }, "1.ticket");
  expect((await next).code).toBe("GH-JK-MN");
});

test("at the end of its block a session is closed", async () => {
  {
    using session = newSession();
    session.connect().catch(() => {});
    newest().open();
  }
  expect(newest().ended).toBe("goodbye");
});

function aborting() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort("enough") };
}
