// The desktop app's functions where the app's own habits meet a session: listeners, cleanups, the relay's URL.
// Whole games with them are played in tests/.

import { APP_SCREEN_MS } from "@en-parlant/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAppRelay } from "./app.ts";
import { FakeSocket, sockets } from "./fake-socket.fixture.ts";

vi.mock("socket.io-client", () => ({ io: (url: string) => new FakeSocket(url) }));

beforeEach(() => {
  vi.useFakeTimers();
  sockets.splice(0);
});

afterEach(() => void vi.useRealTimers());

const newest = () => sockets.at(-1) as FakeSocket;
const open = () => sockets.filter(({ connected }) => connected).map(({ url }) => url);

/** The app has drawn its screen. */
const draw = () => vi.advanceTimersByTime(APP_SCREEN_MS);

/** The app that has connected and created a game. */
async function waiting() {
  const relay = createAppRelay(() => "ws://one.test");
  relay.connectToRelay();
  newest().open();
  const created = relay.createGame("Ann");
  await Promise.resolve();
  newest().say("game_created", { code: "AB-CD-EF" }, "1.ticket");
  expect(await created).toEqual({ code: "AB-CD-EF" });
  return relay;
}

/** The app in a game that it created, its screen drawn. */
async function playing() {
  const relay = await waiting();
  const joined = { color: "white", peerName: "Bob", code: "AB-CD-EF" };
  newest().say("game_joined", joined, "2.ticket");
  draw();
  return relay;
}

test("G14 a button pressed twice asks once, and both presses have the answer", async () => {
  const relay = createAppRelay(() => "ws://one.test");
  relay.connectToRelay();
  newest().open();
  const presses = [relay.joinGame("AB-CD-EF", "Bob"), relay.joinGame("AB-CD-EF", "Bob")];
  await Promise.resolve();
  await Promise.resolve();
  const asked = () => newest().written.filter(([event]) => event === "join_game").length;
  expect(asked()).toBe(1);
  const joined = { color: "black", peerName: "Ann", code: "AB-CD-EF" };
  newest().say("game_joined", joined, "1.ticket");
  expect(await Promise.all(presses)).toEqual([
    { color: "black", peerName: "Ann" },
    { color: "black", peerName: "Ann" },
  ]);
  expect(await relay.joinGame("AB-CD-EF", "Bob")).toEqual({ color: "black", peerName: "Ann" });
  expect(asked()).toBe(1);
  relay.disconnectFromRelay();
});

test("without a URL nothing happens", async () => {
  const relay = createAppRelay(() => undefined);
  relay.connectToRelay();
  expect(sockets).toEqual([]);
  await expect(relay.createGame("Ann")).rejects.toThrow("Not connected to relay");
});

test("connecting twice is connecting once", () => {
  const relay = createAppRelay(() => "ws://one.test");
  relay.connectToRelay();
  newest().open();
  relay.connectToRelay();
  expect(sockets).toHaveLength(1);
});

test("the next connect after the player corrected the URL goes to the corrected one", () => {
  let url = "ws://wrong.test";
  const relay = createAppRelay(() => url);
  relay.connectToRelay();
  url = "ws://right.test";
  relay.connectToRelay();
  newest().open();
  expect(open()).toEqual(["ws://right.test/"]);
  expect(sockets[0]?.ended).toBe("abandoned");
});

test("a game that goes on is not left for another URL", async () => {
  let url = "ws://one.test";
  const relay = createAppRelay(() => url);
  relay.connectToRelay();
  newest().open();
  const created = relay.createGame("Ann");
  await Promise.resolve();
  newest().say("game_created", { code: "AB-CD-EF" }, "1.ticket");
  await created;
  url = "ws://two.test";
  relay.connectToRelay();
  expect(open()).toEqual(["ws://one.test/"]);
});

test("a relay that refuses is told at once, and nobody tries on in vain", async () => {
  const relay = createAppRelay(() => "ws://one.test");
  relay.connectToRelay();
  const created = relay.createGame("Ann");
  await Promise.resolve();
  newest().refuse();
  await expect(created).rejects.toMatchObject({
    code: "UNREACHABLE",
    message: "The relay cannot be reached",
  });
  const tried = sockets.length;
  vi.advanceTimersByTime(3_600_000);
  expect(sockets).toHaveLength(tried);
});

test.each([true, false])(
  "the next press of the button tries at once, connecting first: %s",
  async (connects) => {
    const relay = createAppRelay(() => "ws://one.test");
    for (const presses of [1, 2, 3]) {
      if (connects || presses === 1) relay.connectToRelay();
      const joined = relay.joinGame("ABCDEF", "Bob");
      await Promise.resolve();
      expect(sockets).toHaveLength(presses);
      newest().refuse();
      await expect(joined).rejects.toMatchObject({ code: "UNREACHABLE" });
    }
    if (connects) relay.connectToRelay();
    const joined = relay.joinGame("ABCDEF", "Bob");
    await Promise.resolve();
    newest().open();
    newest().say("game_joined", { color: "black", peerName: "Ann", code: "AB-CD-EF" }, "1.ticket");
    expect(await joined).toEqual({ color: "black", peerName: "Ann" });
  },
);

test("an attempt that failed before the request does not count, and the next is made at once", async () => {
  const relay = createAppRelay(() => "ws://one.test");
  relay.connectToRelay();
  newest().refuse();
  const created = relay.createGame("Ann");
  await Promise.resolve();
  expect(sockets).toHaveLength(2);
  newest().open();
  newest().say("game_created", { code: "AB-CD-EF" }, "1.ticket");
  expect(await created).toEqual({ code: "AB-CD-EF" });
});

test("connecting again while the next attempt is waited for is trying at once", () => {
  const relay = createAppRelay(() => "ws://one.test");
  relay.connectToRelay();
  newest().refuse();
  relay.connectToRelay();
  expect(sockets).toHaveLength(2);
});

test("a link that is lost with the request under way is no refusal, but the attempt after it may be", async () => {
  const relay = createAppRelay(() => "ws://one.test");
  relay.connectToRelay();
  newest().open();
  const first = relay.createGame("Ann");
  await Promise.resolve();
  newest().lose();
  relay.connectToRelay();
  newest().open();
  newest().say("game_created", { code: "AB-CD-EF" }, "1.ticket");
  expect(await first).toEqual({ code: "AB-CD-EF" });
  const second = relay.createGame("Ann");
  await Promise.resolve();
  newest().lose();
  relay.connectToRelay();
  newest().refuse();
  await expect(second).rejects.toMatchObject({ code: "UNREACHABLE" });
});

test("a refusal of the relay's, or of a second request, costs neither the link nor the first", async () => {
  const relay = createAppRelay(() => "ws://one.test");
  relay.connectToRelay();
  newest().open();
  const wrong = relay.joinGame("ABCDEF", "Bob");
  await Promise.resolve();
  newest().say("error", { message: "Game not found", code: "GAME_NOT_FOUND" });
  await expect(wrong).rejects.toMatchObject({ message: "Game not found" });
  const first = relay.createGame("Ann");
  await expect(relay.joinGame("ABCDEF", "Ann")).rejects.toMatchObject({ code: "BUSY" });
  newest().say("game_created", { code: "AB-CD-EF" }, "1.ticket");
  expect(await first).toEqual({ code: "AB-CD-EF" });
  expect(sockets).toHaveLength(1);
});

test("a slow link may take its time, ten seconds", async () => {
  const relay = createAppRelay(() => "ws://one.test");
  relay.connectToRelay();
  const [slow, never] = [relay.createGame("Ann"), vi.fn()];
  slow.catch(never);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(never).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await expect(slow).rejects.toMatchObject({ code: "UNREACHABLE" });
});

test("a seat outlives a request for another that fails", async () => {
  const relay = await playing();
  newest().lose();
  const other = relay.createGame("Ann");
  await Promise.resolve();
  newest().refuse();
  await expect(other).rejects.toMatchObject({ code: "UNREACHABLE" });
  relay.connectToRelay();
  newest().open();
  expect(newest().written[0]?.[0]).toBe("resume_game");
  relay.disconnectFromRelay();
});

test("the opponent's moves are told with both clocks, the own ones not", async () => {
  const relay = await playing();
  const moves: unknown[] = [];
  relay.onPeerMove((...move) => moves.push(move));
  relay.sendMove("e2e4", 1_000, 2_000);
  newest().say("game_move", { uci: "e2e4", whiteTime: 1_000, blackTime: 2_000 }, "3-1-0.ticket");
  newest().say("game_move", { uci: "e7e5", whiteTime: 1_000, blackTime: 1_900 }, "4-1-1.ticket");
  newest().say("game_move", { uci: "d2d4" }, "5-1-2.ticket");
  expect(moves).toEqual([
    ["e7e5", 1_000, 1_900],
    ["d2d4", undefined, undefined],
  ]);
});

test("clocks that the app does not give are not sent", async () => {
  const relay = await playing();
  relay.sendMove("e2e4", undefined, 2_000);
  relay.sendMove("d2d4", 1_000);
  expect(newest().written.slice(-2)).toStrictEqual([
    ["game_move", { uci: "e2e4", blackTime: 2_000, n: 1 }],
    ["game_move", { uci: "d2d4", whiteTime: 1_000, n: 2 }],
  ]);
});

test("a cleanup ends its own listener only", async () => {
  const relay = await playing();
  const [goes, stays] = [vi.fn(), vi.fn()];
  const stop = relay.onDrawOffer(goes);
  relay.onDrawOffer(stays);
  stop();
  stop();
  newest().say("offer_draw", {}, "3.ticket");
  expect(goes).not.toHaveBeenCalled();
  expect(stays).toHaveBeenCalledTimes(1);
});

test("after disconnecting nothing is told, nothing is sent, and old cleanups do no harm", async () => {
  const relay = await playing();
  const left = vi.fn();
  const stop = relay.onPeerLeft(left);
  const [socket] = sockets as [FakeSocket];
  relay.disconnectFromRelay();
  expect(socket.ended).toBe("goodbye");
  socket.say("peer_left", {}, "3.ticket");
  relay.sendReady();
  relay.sendResign("white");
  relay.startHeartbeat();
  stop();
  expect(left).not.toHaveBeenCalled();
  expect(socket.written.map(([event]) => event)).not.toContain("ready");
});

test.each(["under way", "asked for on no link yet", "still to be made"])(
  "a request that is %s when the app disconnects reads as cancelled",
  async (when) => {
    const relay = createAppRelay(() => "ws://one.test");
    relay.connectToRelay();
    if (when === "under way") newest().open();
    const early = when === "still to be made" ? undefined : relay.joinGame("ABCDEF", "Bob");
    await Promise.resolve();
    relay.disconnectFromRelay();
    const joined = early ?? relay.joinGame("ABCDEF", "Bob");
    await expect(joined).rejects.toMatchObject({ code: "CLOSED", message: "Cancelled" });
  },
);

test("who connects again after disconnecting has cancelled nothing", async () => {
  let url: string | undefined = "ws://one.test";
  const relay = createAppRelay(() => url);
  relay.connectToRelay();
  relay.disconnectFromRelay();
  url = undefined;
  relay.connectToRelay();
  await expect(relay.createGame("Ann")).rejects.toThrow("Not connected to relay");
});

test("the host's screen hears who joins while it is drawn, and its next screen the ready", async () => {
  const relay = await waiting();
  newest().say("peer_joined", { peerName: "Bob" }, "2.ticket");
  newest().say("peer_ready", {}, "3.ticket");
  const heard: string[] = [];
  relay.onPeerJoined((name) => {
    heard.push(name);
    relay.onPeerReady(() => heard.push("ready"));
  });
  draw();
  expect(heard).toEqual(["Bob"]);
  draw();
  expect(heard).toEqual(["Bob", "ready"]);
});

test("the joiner's screen hears what came in one burst with its seat", async () => {
  const relay = createAppRelay(() => "ws://one.test");
  relay.connectToRelay();
  newest().open();
  const joined = relay.joinGame("ABCDEF", "Bob");
  await Promise.resolve();
  const seat = { color: "black", peerName: "Ann", code: "AB-CD-EF" };
  newest().say("game_joined", seat, "1.ticket");
  newest().say("peer_ready", {}, "2.ticket");
  newest().say("peer_left", {}, "3.ticket");
  expect(await joined).toEqual({ color: "black", peerName: "Ann" });
  const heard: string[] = [];
  relay.onPeerReady(() => heard.push("ready"));
  relay.onPeerLeft(() => heard.push("left"));
  draw();
  draw();
  expect(heard).toEqual(["ready", "left"]);
});

test("the game screen that the own ready brings hears the first move", async () => {
  const relay = await playing();
  relay.onPeerReady(() => {});
  newest().say("peer_ready", {}, "3.ticket");
  draw();
  relay.sendReady();
  newest().say("game_move", { uci: "e7e5" }, "4.ticket");
  const moves: string[] = [];
  relay.onPeerMove((uci) => moves.push(uci));
  expect(moves).toEqual([]);
  draw();
  expect(moves).toEqual(["e7e5"]);
});

test("signs of life do not wait", async () => {
  const relay = await playing();
  newest().say("peer_heartbeat", {});
  vi.advanceTimersByTime(5_000);
  newest().say("peer_ready", {}, "3.ticket");
  vi.advanceTimersByTime(APP_SCREEN_MS - 1);
  newest().say("peer_heartbeat", {});
  expect(relay.isPeerAlive(1)).toBe(true);
});

test("disconnecting drops what waits, also from within a listener", async () => {
  const relay = await playing();
  const heard: string[] = [];
  relay.onPeerReady(() => {
    heard.push("ready");
    relay.disconnectFromRelay();
  });
  relay.onPeerMove((uci) => heard.push(uci));
  relay.onPeerLeft(() => heard.push("left"));
  newest().say("peer_ready", {}, "3.ticket");
  newest().say("game_move", { uci: "e7e5" }, "4.ticket");
  draw();
  expect(heard).toEqual(["ready"]);
  expect(vi.getTimerCount()).toBe(0);
  const next = await playing();
  next.onPeerReady(() => {});
  newest().say("peer_ready", {}, "3.ticket");
  newest().say("game_move", { uci: "e7e5" }, "4.ticket");
  next.disconnectFromRelay();
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  ["the relay ended the idle room", ["room_closed", { reason: "idle" }]],
  ["the seat was opened elsewhere", ["seat_taken", {}]],
] as const)("when %s, the app hears that the game is over", async (_, said) => {
  const relay = await playing();
  const left = vi.fn();
  relay.onPeerLeft(left);
  newest().say(said[0], said[1]);
  expect(left).toHaveBeenCalledTimes(1);
});

test("a listener that is attached before anything is connected is a harmless no one", () => {
  const relay = createAppRelay(() => "ws://one.test");
  expect(() => relay.onPeerReady(() => {})()).not.toThrow();
  expect(relay.isPeerAlive()).toBe(true);
});

test("a stopped heartbeat beats again when it is started", async () => {
  const relay = await playing();
  const beats = () => newest().written.filter(([event]) => event === "heartbeat").length;
  relay.stopHeartbeat();
  const before = beats();
  relay.startHeartbeat();
  expect(beats()).toBe(before + 1);
  relay.disconnectFromRelay();
});
