// Who may hold a seat when several want it: the older window is told (S14) and does not take the seat back
// unasked (S15), and a player who comes back is no client too many (L4).

import { parseOffset } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

const STAY_AWAY = { reconnection: false };
const refused = (code: string) => ({ ok: false, error: { code } });

test.concurrent.for(["websocket", "polling"])(
  "S14 S6 a window whose seat is taken hears of it, then its link by %s ends",
  async (transport) => {
    await using relay = await startRelay();
    const options = { ...STAY_AWAY, transports: [transport] };
    await using pair = await seatPair(relay, { options });
    const { white, black } = pair;
    await using page = await RawClient.connect(relay.url);
    expect(await page.ask("resume_game", parseOffset(black.lastOffset))).toMatchObject({
      ok: true,
    });
    await black.disconnected();
    expect(black.story.slice(1)).toEqual([["seat_taken", {}]]);
    expect(black.received.at(-1)).toMatchObject({ event: "seat_taken", offset: undefined });
    await using recovered = await RawClient.resume(relay.url, page.session);
    await page.next("seat_taken");
    expect(await recovered.ask("game_move", "e7e5")).toEqual({ ok: true });
    await white.next("game_move");
    expect(white.story.slice(3)).toEqual([["game_move", { uci: "e7e5" }]]);
  },
);

test.concurrent("S15 a window that returns does not take the seat from the one that has taken it", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { options: STAY_AWAY, named: false });
  const offset = parseOffset(pair.black.lastOffset);
  await using first = await RawClient.connect(relay.url, STAY_AWAY);
  await using second = await RawClient.connect(relay.url, STAY_AWAY);
  await using again = await RawClient.connect(relay.url, STAY_AWAY);
  const asks = (client: RawClient, name: string, returning: boolean) =>
    client.ask("resume_game", { ...offset, client: name, returning });
  expect(await asks(first, "one", true)).toMatchObject({ ok: true });
  expect(await asks(second, "two", false)).toMatchObject({ ok: true });
  await first.next("seat_taken");
  expect(await asks(again, "one", true)).toEqual({
    ok: false,
    error: { code: "SEAT_TAKEN", message: "This seat is in use in another window" },
  });
  expect(await second.ask("game_move", "e7e5")).toEqual({ ok: true });
  expect(await asks(again, "two", true)).toMatchObject({ ok: true });
  await second.disconnected();
  expect(second.count("seat_taken")).toBe(0);
  expect(await again.ask("game_move", "d7d5")).toEqual({ ok: true });
  await pair.white.until("both moves", () => pair.white.count("game_move") === 2);
  expect(pair.white.count("peer_away")).toBe(0);
});

test.concurrent("S15 a refused return costs a client none of what it has", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { options: STAY_AWAY });
  await using other = await seatPair(relay, { options: STAY_AWAY });
  const offset = parseOffset(pair.black.lastOffset);
  await using taker = await RawClient.connect(relay.url);
  await taker.ask("resume_game", { ...offset, client: "taker" });
  const wish = { ...offset, client: "other", returning: true };
  expect(await other.white.ask("resume_game", wish)).toMatchObject(refused("SEAT_TAKEN"));
  expect(await other.white.ask("game_move", "e2e4")).toEqual({ ok: true });
  await other.black.next("game_move");
});

test.concurrent("L4 a client too many takes its seat back by resume_game, and is not dropped later", async () => {
  await using relay = await startRelay({ MAX_CONNECTIONS_PER_IP: 2 });
  await using pair = await seatPair(relay, { options: STAY_AWAY });
  const { white, black } = pair;
  await using back = await RawClient.connect(relay.url, STAY_AWAY);
  const seat = parseOffset(white.lastOffset);
  const bad = { ...seat, ticket: "x" };
  expect(await back.ask("resume_game", bad)).toMatchObject(refused("SEAT_LOST"));
  expect(await back.ask("create_game", "T")).toMatchObject(refused("TOO_MANY_CONNECTIONS"));
  // Too many as well, and dropped after him if he is dropped at all.
  await using late = await RawClient.connect(relay.url, STAY_AWAY);
  expect(await late.ask("create_game", "L")).toMatchObject(refused("TOO_MANY_CONNECTIONS"));
  expect(await back.ask("resume_game", seat)).toMatchObject({ ok: true, color: "white" });
  await late.disconnected();
  expect(await back.ask("game_move", "e2e4")).toEqual({ ok: true });
  await black.next("game_move");
});

test.concurrent("G13 a joiner whose answer was lost with his link joins again and plays", async () => {
  await using relay = await startRelay();
  await using host = await RawClient.connect(relay.url);
  await using lost = await RawClient.connect(relay.url, STAY_AWAY);
  const code = await createGame(host);
  lost.emit("join_game", { code, name: "Bob", client: "only Bob knows" });
  await host.next("peer_joined");
  host.emit("game_move", { uci: "e2e4" });
  await host.next("game_move");
  await using again = await RawClient.connect(relay.url);
  await using other = await RawClient.connect(relay.url);
  expect(await other.ask("join_game", { code, name: "Eve", client: "a guess" })).toMatchObject(
    refused("GAME_FULL"),
  );
  expect(
    await again.ask("join_game", { code, name: "Bob", client: "only Bob knows" }),
  ).toMatchObject({ ok: true, color: "black", peerName: "White", code });
  again.emit("game_move", { uci: "e7e5" });
  await host.until("the answer", () => host.count("game_move") === 2);
  await again.until("both moves", () => again.count("game_move") === 2);
  expect(again.story.map(([event]) => event)).toEqual(["game_joined", "game_move", "game_move"]);
  expect(host.count("peer_left")).toBe(0);
});
