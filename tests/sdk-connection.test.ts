// The session's link as its user sees it: the states in their order, a relay that is not there or not yet, waits
// that are given up, and several sessions in one program.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import type { ConnectionState } from "@en-parlant/client";
import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { seatPlayers } from "./sdk-game.ts";
import { SdkPlayer } from "./sdk-player.ts";

const statuses = (states: readonly ConnectionState[]) => states.map(({ status }) => status);
const UNREACHABLE: ConnectionState = { status: "offline", reason: "unreachable" };

test.concurrent("the states of a link come in order, each attempt with its number and its delay", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  const backoff = { minMs: 8, maxMs: 40 };
  await using player = new SdkPlayer(network.url, "Ann", { backoff });
  expect(player.session.connection).toEqual({ status: "idle" });
  await player.session.createGame("Ann");
  expect(statuses(player.states)).toEqual(["connecting", "online"]);
  network.keepAway();
  const attempts = () => player.states.flatMap((state) => ("attempt" in state ? [state] : []));
  await player.until("five attempts", () => attempts().some(({ attempt }) => attempt === 5));
  network.accept();
  await player.online();
  expect(statuses(player.states.slice(2, -1)).every((status) => status === "reconnecting")).toBe(
    true,
  );
  // Each attempt is told twice: when it is put off, and when it is made.
  for (const [index, { attempt, delayMs }] of attempts().entries()) {
    expect(attempt).toBe(1 + Math.floor(index / 2));
    const middle = Math.min(backoff.maxMs, backoff.minMs * 2 ** (attempt - 1));
    if (index % 2 === 1) expect(delayMs).toBe(0);
    else expect(Math.abs(delayMs - middle)).toBeLessThanOrEqual(middle / 2 + 1);
  }
  network.cut();
  await player.until("the next loss", () => player.states.at(-1)?.status !== "online");
  expect(player.states.at(-1)).toMatchObject({ status: "reconnecting", attempt: 1 });
  await player.online();
  player.session.close();
  expect(player.session.connection).toEqual({ status: "offline", reason: "closed" });
  expect(player.errors).toEqual([]);
});

test.concurrent("no relay: a request fails after its time, and the session stays offline", async () => {
  await using network = await LinkProxy.before({ port: 9 });
  await using player = new SdkPlayer(network.url, "Ann", { timeoutMs: 300 });
  const begun = performance.now();
  await expect(player.session.createGame("Ann")).rejects.toMatchObject({
    code: "UNREACHABLE",
    message: "The relay cannot be reached",
  });
  expect(performance.now() - begun).toBeGreaterThan(295);
  expect(player.session.connection).toEqual(UNREACHABLE);
  const attempts = player.states.length;
  const [first, ...later] = statuses(player.states.slice(0, -1));
  expect(first).toBe("connecting");
  expect(later.every((status) => status === "reconnecting")).toBe(true);
  // Another request starts anew.
  await expect(player.session.joinGame("ABCDEF", "Ann")).rejects.toMatchObject({
    code: "UNREACHABLE",
  });
  expect(player.states[attempts]).toEqual({ status: "connecting" });
});

test.concurrent("a relay that comes up meanwhile is found", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  network.refuse();
  await using player = new SdkPlayer(network.url, "Ann", { timeoutMs: 30_000 });
  const seat = player.session.createGame("Ann");
  await player.until("some attempts", () => player.states.length > 4);
  network.accept();
  expect(await seat).toMatchObject({ color: "white", joined: false });
});

test.concurrent("to connect, or to ask for a game, is to try at once, not when the next attempt is due", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  network.refuse();
  const patient = { backoff: { minMs: 3_600_000, maxMs: 3_600_000 } };
  await using player = new SdkPlayer(network.url, "Ann", patient);
  const { session } = player;
  const online = session.connect();
  await player.reconnecting();
  network.accept();
  await Promise.all([session.connect(), online]);
  network.cut();
  await player.reconnecting();
  expect(await session.createGame("Ann")).toMatchObject({ color: "white" });
});

test.concurrent("a link that ends before the relay's first word is given up at once", async () => {
  await using relay = await startRelay();
  const rude = await rudeServer();
  await using network = await LinkProxy.before(rude);
  // Nobody's patience ends the attempt.
  const endless = { timeoutMs: 3_600_000, io: { timeout: 3_600_000 } };
  await using player = new SdkPlayer(network.url, "Ann", endless);
  const seat = player.session.createGame("Ann");
  await player.until("the loss", () => player.states.at(-1)?.status === "reconnecting");
  network.target = relay;
  await seat;
  rude.close();
});

test.concurrent("a wait that is given up rejects with the signal's reason", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  network.refuse();
  await using player = new SdkPlayer(network.url, "Ann", { timeoutMs: 30_000 });
  const { session } = player;
  for (const wait of [
    (signal: AbortSignal) => session.createGame("Ann", { signal }),
    (signal: AbortSignal) => session.joinGame("ABCDEF", "Ann", { signal }),
    (signal: AbortSignal) => session.connect({ signal }),
  ]) {
    await expectAbortable(wait);
  }
  network.accept();
  const seat = await session.createGame("Ann");
  await expectAbortable((signal) => session.waitForPeer({ signal }));
  expect(session.seat).toEqual(seat);
});

async function expectAbortable(wait: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const reason = new Error("changed my mind");
  await expect(wait(AbortSignal.abort(reason))).rejects.toBe(reason);
  const during = new AbortController();
  const waiting = wait(during.signal);
  during.abort(reason);
  await expect(waiting).rejects.toBe(reason);
}

test.concurrent("G10 a game that is created or joined after its wait was given up is given back", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using player = new SdkPlayer(network.url, "Ann");
  await using other = new SdkPlayer(relay.url, "Bob");
  const { session } = player;
  await session.connect();
  const abort = new AbortController();
  let code = "";
  let given = "";
  network.onPiece = (bytes) => {
    given += bytes.includes("left_game") ? "back" : "";
    const created = /"game_created",\{"code":"(..-..-..)"/.exec(bytes.toString("latin1"));
    if (!created) return;
    code = created[1] ?? "";
    abort.abort();
  };
  await expect(session.createGame("Ann", abort)).rejects.toMatchObject({ name: "AbortError" });
  await network.until("the game to be given back", () => given === "back");
  await expect(other.session.joinGame(code, "Bob")).rejects.toMatchObject({
    code: "GAME_NOT_FOUND",
  });

  const seat = await other.session.createGame("Bob");
  const second = new AbortController();
  network.onPiece = (bytes) => bytes.includes("game_joined") && second.abort();
  await expect(session.joinGame(seat.code, "Ann", second)).rejects.toMatchObject({
    name: "AbortError",
  });
  await other.until("the goodbye", () => other.session.peer.status === "left");
  expect(player.session.seat).toBeUndefined();
  expect(player.storage.items.size).toBe(0);
  expect(player.errors).toEqual([]);
});

test.concurrent("sessions in one program do not disturb each other", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using bothCut = await seatPlayers(network, network);
  await using bothCalm = await seatPlayers(relay, relay);
  await bothCalm.white.session.sendMove("e2e4");
  network.keepAway();
  for (const player of bothCut.both) {
    await player.reconnecting();
    void player.session.offerDraw();
  }
  bothCut.black.session.close();
  await bothCalm.black.session.sendMove("e7e5");
  await bothCalm.white.until("the move", () => bothCalm.white.moves.length === 2);
  network.accept();
  await bothCut.white.online();
  for (const player of bothCalm.both) {
    expect(statuses(player.states)).toEqual(["connecting", "online"]);
    expect(player.peers).toEqual([{ status: "online" }]);
    expect(player.errors).toEqual([]);
    expect(player.heard("offer_draw")).toBe(0);
  }
});

test.concurrent("5.19 F5 F7 the answer to a ping comes behind all that the relay had said before", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using game = await seatPlayers(network, relay);
  const { white, black } = game;
  await white.session.sendMove("e2e4");
  network.stall();
  // An older heartbeat's answer is none to this question.
  white.session.startHeartbeat();
  await black.session.sendMove("e7e5");
  const known = white.session.ping().then(() => white.moves.map(({ uci }) => uci));
  network.flow();
  expect(await known).toEqual(["e2e4", "e7e5"]);
});

test.concurrent("5.19 a ping without a link or an answer fails, and may be given up", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using player = new SdkPlayer(network.url, "Ann", { timeoutMs: 5_000 });
  const { session } = player;
  await expect(session.ping()).rejects.toMatchObject({ code: "UNREACHABLE" });
  await session.createGame("Ann");
  await session.ping();
  await expect(session.ping({ signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
  network.stall();
  await expect(session.ping()).rejects.toMatchObject({ code: "NO_ANSWER" });
  // Nobody has to wait for it.
  void session.ping();
  network.flow();
  await session.ping();
  expect(player.errors).toEqual([]);
});

test.concurrent("5.20 history and absences are timed by the clock that the session is given", async () => {
  await using relay = await startRelay();
  let time = 1_000;
  await using ann = new SdkPlayer(relay.url, "Ann", { now: () => time });
  await using bob = new SdkPlayer(relay.url, "Bob");
  const { code } = await ann.session.createGame("Ann");
  time = 2_000;
  await bob.session.joinGame(code, "Bob");
  await ann.until("all that a joiner brings", () => ann.told.length === 3);
  time = 500;
  await ann.session.sendMove("e2e4");
  expect(ann.told.map(({ at }) => at)).toEqual([1_000, 2_000, 2_000, 500]);
  time = 7_000;
  bob.session.detach();
  await ann.until("the absence", () => ann.session.peer.status === "away");
  expect(ann.session.peer).toMatchObject({ since: 7_000 });
});

/** Opens each WebSocket, and hangs up. */
async function rudeServer() {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (request) => {
      const key = /sec-websocket-key: (.*)\r\n/i.exec(request.toString("latin1"))?.[1] ?? "";
      const proof = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
      socket.end(
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n" +
          `sec-websocket-accept: ${proof.digest("base64")}\r\n\r\n`,
      );
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as { port: number };
  return { port, close: () => server.close() };
}
