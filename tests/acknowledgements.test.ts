// The acknowledgement that every client event may ask for (rule F5), event by event.

import type { ClientEvent } from "@en-parlant/protocol";
import { clientEvents, parseOffset } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

test.concurrent("F5 create and join answer with the fields of their events, which come as well", async () => {
  await using relay = await startRelay();
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(relay.url);
  const created = await host.ask<{ code: string }>("create_game", { name: "H", options: { a: 1 } });
  if (!created.ok) throw new Error(created.error.message);
  expect(created).toEqual({ ok: true, ...((await host.next("game_created")).payload as object) });
  const joined = await guest.ask("join_game", created.code, "G");
  expect(joined).toEqual({
    ok: true,
    color: "black",
    peerName: "H",
    code: created.code,
    options: { a: 1 },
  });
  expect({ ok: true, ...((await guest.next("game_joined")).payload as object) }).toEqual(joined);
});

test.concurrent("F5 every other event of a seated player is answered with ok", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  const asked: readonly [ClientEvent, ...unknown[]][] = [
    ["game_move", { uci: "e2e4" }],
    ["game_move", "e7e5", 1, 2],
    ["resign", { color: "white" }],
    ["offer_draw"],
    ["accept_draw"],
    ["ready"],
    ["ready", { swap: false }],
    ["heartbeat"],
    ["leave_game"],
  ];
  for (const [event, ...args] of asked) {
    expect([event, await white.ask(event, ...args)]).toEqual([event, { ok: true }]);
  }
  await black.next("peer_left");
  expect(black.story.slice(1).map(([event]) => event)).toEqual([
    "game_move",
    "game_move",
    "resign",
    "offer_draw",
    "accept_draw",
    "peer_ready",
    "peer_ready",
    "peer_left",
  ]);
  const tested = new Set([
    ...asked.map(([event]) => event),
    "create_game",
    "join_game",
    "resume_game",
  ]);
  expect(tested).toEqual(new Set(Object.keys(clientEvents)));
});

test.concurrent("F5 S13 resume_game answers with the snapshot", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  await using page = await RawClient.connect(relay.url);
  const answer = await page.ask<object>("resume_game", parseOffset(pair.black.lastOffset));
  const { payload } = await page.next("game_resumed");
  expect(answer).toEqual({ ok: true, ...(payload as object) });
  expect(answer).toMatchObject({ color: "black", code: pair.code });
});

test.concurrent("F5 a refusal that is acknowledged is not sent as an error too", async () => {
  await using relay = await startRelay();
  await using client = await RawClient.connect(relay.url);
  const refusals: readonly [string, unknown, string][] = [
    ["create_game", {}, "BAD_PAYLOAD"],
    ["join_game", { code: "AA-AA-AA", name: "x" }, "GAME_NOT_FOUND"],
    ["resume_game", { ticket: "x", seq: 0 }, "SEAT_LOST"],
    ["game_move", { uci: "e2e4" }, "NOT_IN_GAME"],
    ["resign", { color: "white" }, "NOT_IN_GAME"],
    ["offer_draw", {}, "NOT_IN_GAME"],
    ["accept_draw", {}, "NOT_IN_GAME"],
    ["ready", {}, "NOT_IN_GAME"],
    ["leave_game", {}, "NOT_IN_GAME"],
  ];
  for (const [event, payload, code] of refusals) {
    const answer = await client.ask(event, payload);
    expect([event, answer]).toEqual([
      event,
      { ok: false, error: { code, message: expect.any(String) } },
    ]);
  }
  const code = await createGame(client);
  const own = await client.ask("join_game", { code, name: "x" });
  expect(own).toMatchObject({ ok: false, error: { code: "OWN_GAME" } });
  await client.barrier();
  expect(client.count("error")).toBe(0);
});

test.concurrent("E2 F5 without a callback each game event is refused by an error", async () => {
  await using relay = await startRelay();
  await using client = await RawClient.connect(relay.url);
  const events: readonly [string, ...unknown[]][] = [
    ["game_move", { uci: "e2e4" }],
    ["resign", { color: "white" }],
    ["offer_draw"],
    ["accept_draw"],
    ["ready"],
    ["leave_game"],
  ];
  for (const [event, ...args] of events) {
    client.emit(event, ...args);
    const { args: heard } = await client.next("error");
    expect(heard).toEqual([{ code: "NOT_IN_GAME", message: "You are not in a game" }]);
  }
  expect(client.links).toHaveLength(1);
});

test.concurrent("F5 the callback is called once", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white } = pair;
  let calls = 0;
  white.emit("game_move", { uci: "e2e4" }, () => {
    calls += 1;
  });
  white.emit("game_move", { uci: 7 }, () => {
    calls += 1;
  });
  await white.barrier();
  await white.barrier();
  expect(calls).toBe(2);
});

test.concurrent.for([
  ["an event of a later version", "chat", [{ text: "hello" }]],
  ["one without a payload", "analyse", []],
  ["one that only the relay sends", "peer_left", [{}]],
  ["a name from JavaScript", "__proto__", [1]],
  ["no name", "", []],
] as const)(
  "5.14 F5 F6 %s is answered at once, and without an acknowledgement ignored",
  async ([, event, args]) => {
    await using relay = await startRelay();
    await using pair = await seatPair(relay);
    const { white, black } = pair;
    const unknown = { ok: false, error: { code: "UNKNOWN_EVENT" } };
    expect(await white.ask(event, ...args)).toMatchObject(unknown);
    white.emit(event, ...args);
    expect(await white.ask("game_move", "e2e4")).toEqual({ ok: true });
    expect(white.count("error")).toBe(0);
    await black.next("game_move");
    await using stranger = await RawClient.connect(relay.url);
    expect(await stranger.ask(event, ...args)).toMatchObject(unknown);
  },
);

test.concurrent("5.14 F6 a client that repeats what is not acknowledged is not held up by an unknown event", async () => {
  const METRICS_TOKEN = "a token of this test";
  await using relay = await startRelay({ METRICS_TOKEN });
  const options = { retries: 3, ackTimeout: 3_000 };
  await using pair = await seatPair(relay, { options });
  const { white, black } = pair;
  white.emit("chat", { text: "hello" });
  white.emit("game_move", { uci: "e2e4" });
  await black.next("game_move");
  // The library sends one thing at a time: a repetition would come before the move.
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const metrics = await fetch(`${relay.url}/metrics`, { headers });
  expect(await metrics.text()).toMatch(/^relay_unknown_events_total 1$/m);
});
