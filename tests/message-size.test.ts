// Messages too large to be read (rule E3): they end the connection they came on and nothing else.

import { clientEvents } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

test.concurrent("E3 a message over 16 KB ends its own connection, and the seat comes back", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  let drops = 0;
  for (const event of Object.keys(clientEvents)) {
    white.emit(event, { uci: "e2e4", color: "white", padding: "x".repeat(16 * 1024) });
    drops += 1;
    await black.until(`return no. ${drops}`, () => black.count("peer_back") === drops);
    await white.connected(1 + drops);
    expect(white.connection.recovered).toBe(true);
  }
  white.emit("game_move", { uci: "e2e4" });
  await black.next("game_move");
  const heard = black.story.slice(1).map(([name]) => name);
  const away = Array.from({ length: drops }, () => ["peer_away", "peer_back"]).flat();
  expect(heard).toEqual([...away, "game_move"]);
  expect(black.links).toHaveLength(1);
});

test.concurrent("E3 C1 the same by long-polling", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { options: { transports: ["polling"] } });
  const { white, black } = pair;
  white.emit("game_move", { uci: "e2e4", padding: "x".repeat(17_000) });
  await white.connected(2);
  expect(white.connection.recovered).toBe(true);
  white.emit("game_move", { uci: "d2d4" });
  await black.next("game_move");
  const moves = black.story.filter(([event]) => event === "game_move");
  expect(moves).toEqual([["game_move", { uci: "d2d4" }]]);
  expect(black.links).toHaveLength(1);
});

test.concurrent("E3 G12 a message below 16 KB is no reason to end anything", async () => {
  await using relay = await startRelay();
  await using client = await RawClient.connect(relay.url);
  const answer = await client.ask("create_game", { name: "x".repeat(16_000) });
  expect(answer).toMatchObject({ ok: true });
  expect(client.links).toHaveLength(1);
});
