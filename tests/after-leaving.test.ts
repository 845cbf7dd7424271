// A seat that was given up stays given up, also for a relay that was not there when it happened.

import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

test.concurrent("S1 S5 G10 leave_game makes the client forget its offset, so that no restart seats it again", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  expect(await white.ask("leave_game")).toEqual({ ok: true });
  expect((await white.next("left_game")).args).toEqual([{}, "-"]);
  const { port } = relay;
  await relay.kill();
  await relay.start({ PORT: port });
  await Promise.all([white.connected(2), black.connected(2)]);
  expect(white.connection.recovered).toBe(false);
  expect(await white.ask("game_move", "e2e4")).toMatchObject({ error: { code: "NOT_IN_GAME" } });
  expect(black.connection.recovered).toBe(true);
});

test.concurrent("S3 a large replay arrives whole, and the link that gets it stands", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { options: { reconnection: false } });
  const { white, black } = pair;
  const session = black.session;
  black.socket.io.engine.close();
  await white.next("peer_away");
  const large = { x: "x".repeat(900) };
  for (let sent = 0; sent < 30; sent += 1) white.emit("ready", { ...large, sent });
  await white.barrier();
  await using back = await RawClient.resume(relay.url, session);
  await back.until("the whole replay", () => back.count("peer_ready") === 30);
  const order = back.received.filter(({ event }) => event === "peer_ready");
  expect(order.map(({ payload }) => (payload as { sent: number }).sent)).toEqual(
    Array.from({ length: 30 }, (_, index) => index),
  );
  expect(await back.ask("game_move", "e7e5")).toEqual({ ok: true });
});
