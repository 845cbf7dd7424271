// How a session is set up: options of socket.io-client that are the session's own or the user's, time limits without
// a limit, and the forms in which people write an address.

import type { SessionOptions } from "@en-parlant/client";
import { Session } from "@en-parlant/client";
import { createAppRelay } from "@en-parlant/client/app";
import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { seatPlayers } from "./sdk-game.ts";
import { SdkPlayer } from "./sdk-player.ts";

/** Options as programs without types give them. */
const untyped = (io: Record<string, unknown>) => io as NonNullable<SessionOptions["io"]>;

const parser = { Encoder: class {}, Decoder: class {} };

test.concurrent.for([
  { autoConnect: false },
  { forceNew: false },
  { multiplex: true },
  { reconnection: true, reconnectionDelay: 1, reconnectionAttempts: 9 },
  { retries: 3 },
  { ackTimeout: 1 },
  { retries: 3, ackTimeout: 1 },
  { parser },
  { autoConnect: false, retries: 1, ackTimeout: 1, reconnection: true, forceNew: false, parser },
])("5.18 the session's own options of socket.io-client are its own: %j", async (io) => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using white = new SdkPlayer(network.url, "White", { io: untyped(io) });
  await using black = new SdkPlayer(network.url, "Black", { io: untyped(io) });
  const { code } = await white.session.createGame("White");
  await black.session.joinGame(code, "Black");
  await white.session.sendMove("e2e4");
  network.cut();
  for (const player of [white, black]) await player.reconnecting();
  await black.session.sendMove("e7e5");
  for (const player of [white, black]) {
    await player.until("both moves", () => player.moves.length === 2);
    await player.online();
    expect(player.moves.map(({ uci }) => uci)).toEqual(["e2e4", "e7e5"]);
    expect(player.errors).toEqual([]);
  }
});

test.concurrent("5.18 the user's options reach the relay, and one that is not there is none", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  let heard = "";
  network.onPiece = (bytes) => {
    heard += bytes.toString("latin1");
  };
  const io = untyped({
    path: "/socket.io",
    transports: ["polling"],
    extraHeaders: { "x-own": "header" },
    query: { own: "query" },
    auth: (give: (data: object) => void) => give({ own: "auth" }),
    withCredentials: true,
    timeout: 5_000,
    upgrade: undefined,
  });
  await using player = new SdkPlayer(network.url, "Ann", { io });
  await player.session.createGame("Ann");
  for (const part of ["x-own: header", "own=query", '"own":"auth"', "transport=polling"]) {
    expect(heard).toContain(part);
  }
  expect(heard).not.toContain("transport=websocket");
  const absent = untyped({ transports: undefined, timeout: undefined, path: null });
  await using plain = new SdkPlayer(network.url, "Bob", { io: absent });
  await plain.session.createGame("Bob");
  expect(heard).toContain("transport=websocket");
});

const NO_LIMIT = [Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 40, 30 * 86_400_000, Number.MAX_VALUE];

test.concurrent.for(NO_LIMIT)(
  "5.18 a time limit of %d ms is none: a game, a lost link, a reload, a goodbye",
  async (timeoutMs) => {
    await using relay = await startRelay();
    await using network = await LinkProxy.before(relay);
    network.refuse();
    await using player = new SdkPlayer(network.url, "Ann", {
      timeoutMs,
      io: { timeout: timeoutMs },
    });
    const seat = player.session.createGame("Ann");
    await player.until("some attempts", () => player.states.length > 4);
    network.accept();
    expect(await seat).toMatchObject({ color: "white" });
    // The answer to a resume is waited for as well.
    network.cut();
    await player.reconnecting();
    network.stall();
    await network.until("an attempt", () => network.size > 0);
    network.flow();
    await player.online();
    await player.reload();
    await player.session.leave();
    const states = player.states.map((state) =>
      "attempt" in state ? `${state.status} ${state.attempt}` : state.status,
    );
    expect(states.slice(states.indexOf("online") + 1)).toEqual([
      "reconnecting 1",
      "reconnecting 1",
      "online",
      "offline",
      "connecting",
      "online",
    ]);
  },
);

test.concurrent("5.18 waits between attempts that no timer can wait are the longest that one can", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  network.refuse();
  const endless = Number.POSITIVE_INFINITY;
  const backoff = { minMs: endless, maxMs: endless };
  await using player = new SdkPlayer(network.url, "Ann", { backoff });
  const online = player.session.connect();
  await player.reconnecting();
  expect(player.states.at(-1)).toEqual({
    status: "reconnecting",
    attempt: 1,
    delayMs: 2 ** 31 - 1,
  });
  network.accept();
  await player.session.connect();
  await online;
});

const NO_DURATION = [0, -1, Number.NaN, Number.NEGATIVE_INFINITY, "10", "", null, 5n, {}, true];

test.each(NO_DURATION)("5.18 %o is no duration, and said so by the option's name", (value) => {
  const ms = value as number;
  const minMs = 1;
  const url = "ws://127.0.0.1:9";
  const wrong: Partial<SessionOptions>[] = [
    ...(ms === null ? [] : [{ timeoutMs: ms }]),
    { backoff: { minMs: ms, maxMs: 5 } },
    { backoff: { minMs, maxMs: ms } },
    ...(ms === null ? [] : [{ io: { timeout: ms } }]),
  ];
  for (const options of wrong) {
    const name = /^(timeoutMs|backoff\.minMs|backoff\.maxMs|io\.timeout) must be above 0$/;
    const start = () => new Session({ url, ...options });
    expect(start).toThrow(RangeError);
    expect(start).toThrow(name);
    const app = createAppRelay(() => url, options);
    expect(() => app.connectToRelay()).toThrow(RangeError);
  }
});

test.concurrent("5.18 an address reaches its relay in every form in which people write and paste it", async () => {
  await using relay = await startRelay();
  const { port } = relay;
  for (const url of [
    `ws://127.0.0.1:${port}`,
    `WS://127.0.0.1:${port}`,
    `Http://LOCALHOST:${port}`,
    ` ws://127.0.0.1:${port} `,
    `\tws://127.0.0.1:${port}\r\n`,
    `\u00A0ws://127.0.0.1:${port}\uFEFF`,
    `http://127.0.0.1:${port}/`,
    `ws://127.0.0.1:${port}/relay`,
    `ws://127.0.0.1:${port}/relay/`,
    `ws://127.0.0.1:${port}//`,
    `ws://127.0.0.1:${port}/?a=b`,
    `ws://127.0.0.1:${port}/#x`,
    `ws://user:secret@127.0.0.1:${port}`,
    new URL(`http://127.0.0.1:${port}/relay`),
  ]) {
    await using player = new SdkPlayer(url as string, "Ann");
    expect((await player.session.createGame("Ann")).color, String(url)).toBe("white");
  }
});

test.concurrent("5.18 what is no address is said at once, whatever is asked for, and nothing is tried", async () => {
  for (const url of [
    "",
    " ",
    "not a url",
    "127.0.0.1:3210",
    "localhost:3210",
    "relay.example",
    "//127.0.0.1:3210",
    "/relay",
    "http://",
    "ws://",
    "ws://127.0.0.1:99999",
    "ws://exa mple",
    "ftp://127.0.0.1",
    "file:///etc/hosts",
    "javascript:alert(1)",
    "wsx://127.0.0.1",
    undefined,
    null,
    7,
    {},
    Symbol("url"),
  ]) {
    await using player = new SdkPlayer(url as string, "Ann");
    const { session } = player;
    for (const ask of [
      () => session.createGame("Ann"),
      () => session.joinGame("ABCDEF", "Ann"),
      () => session.resume(),
      () => session.connect(),
    ]) {
      const found = await ask().catch(({ code, message }) => [code, message]);
      const message = "The relay's address must begin with ws://, wss://, http:// or https://";
      expect(found, `${String(url)} ${ask}`).toEqual(["BAD_URL", message]);
    }
    expect(player.states).toEqual([]);
    expect(session.connection).toEqual({ status: "idle" });
  }
});

test.concurrent("5.18 the app is told of a wrong address when it asks for a game, and the corrected one is used", async () => {
  await using relay = await startRelay();
  let url = "localhost";
  const app = createAppRelay(() => url);
  app.connectToRelay();
  await expect(app.createGame("Ann")).rejects.toMatchObject({ code: "BAD_URL" });
  await expect(app.joinGame("ABCDEF", "Ann")).rejects.toMatchObject({ code: "BAD_URL" });
  url = ` ${relay.url.toUpperCase()}\n`;
  app.connectToRelay();
  const { code } = await app.createGame("Ann");
  expect(code).toMatch(/^..-..-..$/);
  app.disconnectFromRelay();
});

test.concurrent("5.18 two sessions with the same options object share no link", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  const io = untyped({ multiplex: true, forceNew: false });
  await using first = new SdkPlayer(network.url, "Ann", { io });
  await using second = new SdkPlayer(network.url, "Bob", { io });
  await first.session.connect();
  await second.session.connect();
  first.session.close();
  await using players = await seatPlayers(relay, network);
  await second.session.createGame("Bob");
  expect(second.states.map(({ status }) => status)).toEqual(["connecting", "online"]);
  expect(players.both.flatMap(({ errors }) => errors)).toEqual([]);
});
