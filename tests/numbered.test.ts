// Numbered game events: sent again after a reconnect, heard once (rules N).

import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

test.concurrent("N1 N2 N4 a repeated event is acknowledged and heard once, also after a resume", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { options: { reconnection: false } });
  const { white, black } = pair;
  const sent = { uci: "e2e4", whiteTime: 1, n: 1 };
  for (const _ of [1, 2]) expect(await white.ask("game_move", sent)).toEqual({ ok: true });
  expect(await white.ask("ready", { swap: true, n: 2 })).toEqual({ ok: true });
  await using back = await RawClient.resume(relay.url, white.session);
  for (const _ of [1, 2]) expect(await back.ask("game_move", sent)).toEqual({ ok: true });
  expect(await back.ask("offer_draw", { n: 3 })).toEqual({ ok: true });
  await black.next("offer_draw");
  expect(
    black.story.filter(([event]) => event !== "peer_away" && event !== "peer_back").slice(1),
  ).toEqual([
    ["game_move", { uci: "e2e4", whiteTime: 1 }],
    ["peer_ready", { swap: true }],
    ["offer_draw", {}],
  ]);
});

test.concurrent("N4 a reloaded client learns how far its seat has counted", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  await pair.white.ask("game_move", { uci: "e2e4", n: 41 });
  const offset = pair.white.lastOffset;
  await using reloaded = await RawClient.connect(relay.url);
  const ticket = offset.slice(offset.indexOf(".") + 1);
  expect(await reloaded.ask("resume_game", { ticket, seq: 0 })).toMatchObject({
    ok: true,
    number: 41,
  });
});

test.concurrent("E1 a number that is none is refused by name, and nothing is heard", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  pair.white.emit("game_move", { uci: "e2e4", n: "first" });
  expect((await pair.white.next("error")).payload).toMatchObject({
    code: "BAD_PAYLOAD",
    message: expect.stringContaining('"n"'),
  });
  await pair.white.barrier();
  expect(pair.black.count("game_move")).toBe(0);
});
