// Heartbeats that a client's library kept while it was offline, and sends all at once: they cost themselves, and nothing
// that is sent behind them (rules H1, L2).

import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

/** The limit of a relay that nobody configured. */
const AS_RELEASED = { EVENTS_PER_SECOND: undefined };

/** One heartbeat each 5 s. */
const beatsIn = (minutes: number) => minutes * 12;

test.concurrent.for([
  ["websocket", 9],
  ["websocket", 30],
  ["polling", 9],
  ["polling", 30],
] as const)(
  "5.13 L2 by %s, the move behind the heartbeats of %i minutes arrives",
  async ([transport, minutes]) => {
    await using relay = await startRelay(AS_RELEASED);
    await using pair = await seatPair(relay, { options: { transports: [transport] } });
    const { white, black } = pair;
    white.socket.io.engine.close();
    for (let beat = 0; beat < beatsIn(minutes); beat += 1) white.emit("heartbeat");
    const answer = white.ask("game_move", { uci: "e2e4" });
    expect(white.online).toBe(false);
    expect(await answer).toEqual({ ok: true });
    await black.next("game_move");
    expect(white.count("error")).toBe(0);
    expect(white.connects).toBe(2);
  },
);

test.concurrent("5.13 F5 L2 a heartbeat too many is acknowledged, and not passed on", async () => {
  await using relay = await startRelay(AS_RELEASED);
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  const answers = Array.from({ length: beatsIn(9) }, () => white.ask("heartbeat"));
  expect(new Set((await Promise.all(answers)).map(({ ok }) => ok))).toEqual(new Set([true]));
  await black.barrier();
  expect(black.count("peer_heartbeat")).toBeGreaterThan(0);
  expect(black.count("peer_heartbeat")).toBeLessThan(beatsIn(9) / 2);
});

test.concurrent("5.13 C2 L2 in another namespace heartbeats weigh as little", async () => {
  await using relay = await startRelay(AS_RELEASED);
  await using host = await RawClient.connect(`${relay.url}/relay`);
  for (let beat = 0; beat < beatsIn(30); beat += 1) host.emit("heartbeat");
  expect(await host.ask("create_game", "Ann")).toMatchObject({ ok: true });
  expect(host.connects).toBe(1);
});

test.concurrent("5.13 L2 heartbeats without end close their own link only", async () => {
  await using relay = await startRelay(AS_RELEASED);
  await using pair = await seatPair(relay);
  await using flood = await RawClient.connect(relay.url, { reconnection: false });
  for (let beat = 0; beat < 10_000; beat += 1) flood.emit("heartbeat");
  await flood.disconnected();
  expect(await pair.white.ask("game_move", "e2e4")).toEqual({ ok: true });
});
