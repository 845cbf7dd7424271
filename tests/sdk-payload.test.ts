// What is sent is what was there at the call, as JSON has it; what cannot be sent is refused there and then, and
// leaves no trace; and what a session has told is not changed by whoever was told.

import type { JsonObject, Session } from "@en-parlant/client";
import { createAppRelay } from "@en-parlant/client/app";
import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { seatPlayers } from "./sdk-game.ts";
import { SdkPlayer } from "./sdk-player.ts";

/** Anything, from a program without types. */
const untyped = (value: unknown) => value as JsonObject;

const circular: Record<string, unknown> = {};
circular.self = circular;
let deep: unknown = {};
for (let level = 0; level < 50_000; level += 1) deep = [deep];
const throws = () => {
  throw new Error("cannot be read");
};

const UNSENDABLE: readonly (readonly [what: string, payload: unknown])[] = [
  ["a circular object", circular],
  ["a BigInt", { id: 10n }],
  ["a toJSON that throws", { toJSON: throws }],
  ["a toJSON that throws inside", { list: [{ toJSON: throws }] }],
  ["a toJSON that gives nothing", { toJSON: () => undefined }],
  [
    "a getter that throws inside",
    { at: Object.defineProperty({}, "x", { enumerable: true, get: throws }) },
  ],
  ["a revoked Proxy", revoked()],
  ["an endless depth", { deep }],
  ["a text that is too long", { text: "x".repeat(20_000) }],
  ["a list that is too long", { list: Array.from({ length: 3_000 }, () => 1) }],
  ["binary data that is too long", { bytes: new Uint8Array(20_000) }],
  ["a field n", { n: 7 }],
  ["a list", [1, 2]],
  ["a text", "swap"],
  ["a number", 7],
  ["a function", () => {}],
  ["a Date", new Date(0)],
];

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const codeOf = (failing: Promise<unknown>) =>
  failing.then(
    () => "sent",
    (error) => error.code,
  );

/** What the player's program keeps, in memory and in the storage. */
function kept({ session, storage }: SdkPlayer): unknown {
  const { seat, history, pending } = session;
  return structuredClone({ seat, history, pending, items: [...storage.items] });
}

test.concurrent.for(["online", "offline"])(
  "5.17 what cannot be sent, %s, is refused at the call and leaves no trace",
  async (when) => {
    await using relay = await startRelay();
    await using network = await LinkProxy.before(relay);
    await using players = await seatPlayers(network, relay);
    const { white, black } = players;
    const { session } = white;
    await session.sendMove("e2e4");
    if (when === "offline") {
      network.keepAway();
      await white.reconnecting();
    }
    const before = kept(white);
    for (const [what, payload] of UNSENDABLE) {
      expect(await codeOf(session.ready(untyped(payload))), what).toBe("BAD_PAYLOAD");
      expect(kept(white), what).toEqual(before);
    }
    for (const send of wrongCalls(session)) {
      expect(await codeOf(send()), String(send)).toBe("BAD_PAYLOAD");
      expect(kept(white), String(send)).toEqual(before);
    }
    expect(white.errors).toEqual([...UNSENDABLE, ...wrongCalls(session)].map(() => "BAD_PAYLOAD"));
    network.accept();
    await session.sendMove("d2d4");
    await black.until("the move", () => black.moves.length === 2);
    expect(black.moves.map(({ uci }) => uci)).toEqual(["e2e4", "d2d4"]);
    expect(black.heard("peer_ready")).toBe(0);
    expect(session.history.filter(({ event }) => event === "game_move")).toHaveLength(2);
    // Numbers were not spent either (N1).
    expect(JSON.parse([...white.storage.items.values()][0] ?? "").number).toBe(2);
  },
);

/** The other ways to send, each with something that cannot be sent. */
function wrongCalls(session: Session): readonly (() => Promise<void>)[] {
  const clocks = Object.defineProperty({}, "whiteTime", { enumerable: true, get: throws });
  return [
    () => session.sendMove(untyped(10n) as never),
    () => session.sendMove("e2e4", { whiteTime: 1n as never }),
    () => session.sendMove("e2e4", clocks),
    () => session.resign({ toJSON: throws } as never),
    () => session.send("offer_draw", circular as never),
    // What is no event of a game is none of the relay's, or socket.io's own.
    () => session.send("leave_game" as "ready", {}),
    () => session.send("connect" as "ready", {}),
    () => session.send("constructor" as "ready", {}),
    () => session.send(undefined as unknown as "ready", {}),
  ];
}

test.concurrent("5.17 a game cannot be asked for with what cannot be sent, and the present one goes on", async () => {
  await using relay = await startRelay();
  await using players = await seatPlayers(relay, relay);
  const { white, black } = players;
  const { session } = white;
  const options = untyped(circular);
  const long = "x".repeat(20_000);
  for (const ask of [
    () => session.createGame("Ann", { options }),
    () => session.createGame("Ann", { options: { long } }),
    () => session.createGame(long),
    () => session.createGame(10n as never),
    () => session.joinGame("ABCDEF", "Ann", { options }),
    () => session.joinGame(long, "Ann"),
    () => session.joinGame("ABCDEF", long),
  ]) {
    expect(await codeOf(ask()), String(ask)).toBe("BAD_PAYLOAD");
  }
  await session.sendMove("e2e4");
  await black.until("the move", () => black.moves.length === 1);
  expect(white.states.map(({ status }) => status)).toEqual(["connecting", "online"]);
});

test.concurrent.for(["online", "offline", "stored"])(
  "5.17 an object that is changed after the call, %s, is sent, told and kept as it was at the call",
  async (when) => {
    await using relay = await startRelay();
    await using network = await LinkProxy.before(relay);
    await using players = await seatPlayers(network, relay);
    const { white, black } = players;
    if (when !== "online") {
      network.keepAway();
      await white.reconnecting();
    }
    const extras = { swap: false, list: [1], inner: { deep: "x" } };
    const clocks = { whiteTime: 5, blackTime: 6 };
    const move = { uci: "d2d4" };
    const color = { color: "white" as "white" | "black" };
    const said = structuredClone(extras);
    const { session } = white;
    for (const sent of [
      session.ready(extras),
      session.sendMove("e2e4", clocks),
      session.send("game_move", move),
      session.send("resign", color),
    ]) {
      sent.catch(() => {});
    }
    extras.swap = true;
    extras.list.push(2);
    extras.inner.deep = "y";
    Object.assign(extras, { late: 1, self: extras });
    Object.assign(clocks, { whiteTime: 1n });
    move.uci = "h2h4";
    color.color = "black";
    const returned = when === "stored" ? white.reload() : white.online();
    network.accept();
    await returned;
    await black.until("the end", () => black.heard("resign") === 1);
    await white.until("the answers", () => white.session.pending.length === 0);
    const moves = [{ uci: "e2e4", whiteTime: 5, blackTime: 6 }, { uci: "d2d4" }];
    const payloads = ({ told }: SdkPlayer, event: string) =>
      told.filter((entry) => entry.event === event).map(({ payload }) => payload);
    expect(payloads(black, "peer_ready")).toEqual([said]);
    expect(payloads(black, "game_move")).toEqual(moves);
    expect(payloads(black, "resign")).toEqual([{ color: "white" }]);
    expect(payloads(white, "ready")).toEqual([said]);
    expect(payloads(white, "game_move")).toEqual(moves);
    const record = JSON.parse([...white.storage.items.values()][0] ?? "");
    expect(record.history).toEqual(white.session.history);
  },
);

test.concurrent("5.17 a game's options are those of the call, on both seats", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  network.refuse();
  await using host = new SdkPlayer(network.url, "Ann");
  await using guest = new SdkPlayer(network.url, "Bob");
  const game = { minutes: 5 };
  const joiner = { page: 1 };
  const created = host.session.createGame("Ann", { options: game });
  game.minutes = 10;
  network.accept();
  const { code } = await created;
  const joined = guest.session.joinGame(code, "Bob", { options: joiner });
  joiner.page = 2;
  await joined;
  const seat = await host.session.waitForPeer();
  expect(seat).toMatchObject({ options: { minutes: 5 }, peerOptions: { page: 1 } });
  expect(guest.session.seat).toMatchObject({ options: { minutes: 5 } });
});

test.concurrent("5.17 what JSON has no word for is left out or named as JSON does it, for both players alike", async () => {
  await using relay = await startRelay();
  await using players = await seatPlayers(relay, relay);
  const { white, black } = players;
  const extras = {
    gone: undefined,
    call: () => {},
    mark: Symbol("mark"),
    time: new Date(0),
    map: new Map([[1, 2]]),
    bytes: new Uint8Array([1, 2]),
    buffer: Buffer.from("a"),
    wrong: Number.NaN,
    far: Number.POSITIVE_INFINITY,
    own: { toJSON: () => "mine" },
  };
  await white.session.ready(untyped(extras));
  await black.session.ready(untyped(null));
  await white.until("the answer", () => white.heard("peer_ready") === 1);
  const said = JSON.parse(JSON.stringify(extras));
  const payload = (player: SdkPlayer, event: string) =>
    player.told.find((entry) => entry.event === event)?.payload;
  expect(payload(black, "peer_ready")).toEqual(said);
  expect(payload(white, "ready")).toEqual(said);
  expect(payload(white, "peer_ready")).toEqual({});
  expect(payload(black, "ready")).toEqual({});
});

test.concurrent("5.17 who is told something cannot change what the session keeps", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using players = await seatPlayers(network, relay);
  const { white, black } = players;
  for (const { session } of players.both) {
    session.on("history", (entry) => spoil(entry));
    session.on("peer_ready", (payload) => spoil(payload));
    session.on("game_move", (move) => spoil(move));
    session.on("seat", (seat) => spoil(seat));
    session.on("connection", (state) => spoil(state));
    session.on("peer", (status) => spoil(status));
  }
  await white.session.ready({ swap: { colors: true } });
  await black.until("the signal", () => black.heard("peer_ready") === 1);
  network.keepAway();
  await white.reconnecting();
  void white.session.sendMove("e2e4");
  for (const { session } of players.both) {
    for (const part of ["seat", "history", "pending", "connection", "peer"] as const) {
      spoil(session[part]);
    }
  }
  expect(white.session.pending).toMatchObject([{ event: "game_move", payload: { uci: "e2e4" } }]);
  network.accept();
  await black.until("the move", () => black.moves.length === 1);
  await white.until("the answer", () => white.moves.length === 1);
  await white.reload();
  for (const { session, moves } of players.both) {
    expect(session.seat?.joined).toBe(true);
    expect(session.connection).toEqual({ status: "online" });
    expect(moves.map(({ uci }) => uci)).toEqual(["e2e4"]);
    expect(JSON.stringify(session.history)).not.toContain("spoilt");
  }
});

/** Changes whatever can be changed of a value. */
function spoil(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    spoil(part);
    Reflect.set(value, key, "spoilt");
  }
  Reflect.set(value, "spoilt", 1);
}

test.concurrent("5.17 the app's functions end nothing either", async () => {
  await using relay = await startRelay();
  await using guest = new SdkPlayer(relay.url, "Bob");
  const app = createAppRelay(() => relay.url);
  app.connectToRelay();
  const { code } = await app.createGame("Ann");
  await guest.session.joinGame(code, "Bob");
  app.sendMove(10n as never);
  app.sendMove("e2e4", 1n as never);
  app.sendResign({ toJSON: throws } as never);
  app.sendMove("e2e4", 5, 6);
  await guest.until("the move", () => guest.moves.length === 1);
  expect(guest.moves).toEqual([{ uci: "e2e4", whiteTime: 5, blackTime: 6, mine: false }]);
  await expect(app.createGame(10n as never)).rejects.toMatchObject({ code: "BAD_PAYLOAD" });
  app.disconnectFromRelay();
});
