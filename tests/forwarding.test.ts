// What the relay passes on, to whom, in which form and order (rules F and H1).

import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

test.concurrent("F1 a move comes to both seats, judged by nobody, absent clocks absent", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  const moves = [
    [{ uci: "e2e4" }, { uci: "e2e4" }],
    [
      { uci: "e7e8q", whiteTime: 0, blackTime: -12.5 },
      { uci: "e7e8q", whiteTime: 0, blackTime: -12.5 },
    ],
    [
      { uci: "a1h8", whiteTime: 60_000 },
      { uci: "a1h8", whiteTime: 60_000 },
    ],
    [{ uci: "castles", whiteTime: null, blackTime: null }, { uci: "castles" }],
  ] as const;
  for (const [sent, heard] of moves) {
    // Black sends a move although it is White's turn: the relay knows no turns.
    black.emit("game_move", sent);
    expect((await white.next("game_move")).payload).toStrictEqual(heard);
    expect((await black.next("game_move")).payload).toStrictEqual(heard);
  }
});

test.concurrent("F1 F2 F4 the same events with their fields as separate arguments", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  white.emit("game_move", "e2e4", 1000, 2000);
  white.emit("game_move", "d2d4");
  white.emit("game_move", "c2c4", null, 7);
  white.emit("resign", "white");
  white.emit("ready", { swap: true });
  await black.next("peer_ready");
  expect(black.story.slice(1)).toStrictEqual([
    ["game_move", { uci: "e2e4", whiteTime: 1000, blackTime: 2000 }],
    ["game_move", { uci: "d2d4" }],
    ["game_move", { uci: "c2c4", blackTime: 7 }],
    ["resign", { color: "white" }],
    ["peer_ready", { swap: true }],
  ]);
});

test.concurrent("F2 F3 F4 resignation, offer and ready go over, a draw goes to both", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  const seated = { white: white.story.length, black: black.story.length };
  black.emit("offer_draw");
  await white.next("offer_draw");
  white.emit("accept_draw");
  white.emit("ready", { colors: { swap: true }, games: [1, 2] });
  await black.next("peer_ready");
  black.emit("ready");
  black.emit("resign", { color: "black" });
  await white.next("resign");
  await Promise.all([white.barrier(), black.barrier()]);
  expect(black.story.slice(seated.black)).toEqual([
    ["accept_draw", {}],
    ["peer_ready", { colors: { swap: true }, games: [1, 2] }],
  ]);
  expect(white.story.slice(seated.white)).toEqual([
    ["offer_draw", {}],
    ["accept_draw", {}],
    ["peer_ready", {}],
    ["resign", { color: "black" }],
  ]);
});

test.concurrent("5.24 F2 a resignation may carry both clocks, by name or by place", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  white.emit("resign", { color: "white", whiteTime: 400.5, blackTime: null });
  white.emit("resign", "white", 0, 60_000);
  white.emit("offer_draw");
  await black.next("offer_draw");
  expect(black.story.slice(1)).toStrictEqual([
    ["resign", { color: "white", whiteTime: 400.5 }],
    ["resign", { color: "white", whiteTime: 0, blackTime: 60_000 }],
    ["offer_draw", {}],
  ]);
});

test.concurrent("F6 unknown events and unknown fields are ignored", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  for (const name of [
    "chat",
    "toString",
    "constructor",
    "__proto__",
    "peer_left",
    "game_created",
    "",
  ]) {
    white.emit(name, { text: "hello" });
  }
  white.emit("resign", { color: "white", secret: "x", time: 1 });
  white.emit("offer_draw", { text: "please" }, "more");
  white.emit("game_move", { uci: "e2e4", fen: "x", color: "black" }, { more: 1 });
  await Promise.all([white.next("game_move"), black.next("game_move")]);
  white.emit("heartbeat", "junk", [1]);
  await white.next("heartbeat_ack");
  await black.next("peer_heartbeat");
  expect(black.story.slice(1)).toStrictEqual([
    ["resign", { color: "white" }],
    ["offer_draw", {}],
    ["game_move", { uci: "e2e4" }],
  ]);
  expect(white.count("error")).toBe(0);
  expect(white.links).toHaveLength(1);
});

test.concurrent("F7 a burst arrives on both sides in the order it was sent", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  const sent = Array.from({ length: 300 }, (_, index) => {
    if (index % 3 === 0) return ["game_move", { uci: `m${index}` }] as const;
    if (index % 3 === 1) return ["resign", { color: index % 2 ? "white" : "black" }] as const;
    return ["ready", { index }] as const;
  });
  for (const [event, payload] of sent) white.emit(event, payload);
  await Promise.all([white.barrier(), black.barrier()]);
  await black.until("the burst", () => black.story.length === 301);
  expect(black.story.slice(1)).toEqual(
    sent.map(([event, payload]) => [event === "ready" ? "peer_ready" : event, payload]),
  );
  const echoes = white.story.filter(([event]) => event === "game_move");
  expect(echoes).toEqual(sent.filter(([event]) => event === "game_move"));
});

test.concurrent("H1 heartbeats are answered, and reach the opponent", async () => {
  await using relay = await startRelay();
  await using alone = await RawClient.connect(relay.url);
  alone.emit("heartbeat");
  expect((await alone.next("heartbeat_ack")).args).toEqual([{}]);

  await using pair = await seatPair(relay);
  const { white, black } = pair;
  white.emit("heartbeat");
  expect((await white.next("heartbeat_ack")).args).toEqual([{}]);
  expect((await black.next("peer_heartbeat")).args).toEqual([{}]);
  black.emit("game_move", { uci: "e7e5" });
  await white.next("game_move");
  expect([white.count("peer_heartbeat"), white.count("heartbeat_ack")]).toEqual([0, 1]);
  expect([black.count("peer_heartbeat"), black.count("heartbeat_ack")]).toEqual([1, 0]);
});
