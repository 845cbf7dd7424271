// Tickets that come from another time or another relay: with the same secret, with a foreign one, too
// old (rules S4, S5, S7, S8).

import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";
import { expectNoSeat, expectUntouched, leaveBehind } from "./seat-claims.ts";

const LATER_CLOCK = fileURLToPath(new URL("later-clock.ts", import.meta.url));

test.concurrent("S4 S5 a ticket signed with another secret brings no seat", async () => {
  await using relay = await startRelay();
  await using foreign = await startRelay({
    RELAY_SECRET: "a secret of somebody else, long enough",
  });
  await using pair = await seatPair(relay);
  await using abroad = await seatPair(foreign);
  await expectNoSeat(relay, abroad.white.session);
  await expectNoSeat(relay, { pid: pair.white.session.pid, offset: abroad.white.session.offset });
  await expectUntouched(pair);
});

test.concurrent("S4 S5 a ticket opens its seat for 24 hours and no longer", async () => {
  await using relay = await startRelay();
  const [white, black] = await leaveBehind(relay);
  const hour = 3600;
  const ahead = async (seconds: number) => {
    await relay.kill();
    await relay.start({ CLOCK_AHEAD_SECONDS: seconds }, { preload: LATER_CLOCK });
  };
  await ahead(24 * hour + 1);
  await expectNoSeat(relay, white);
  await ahead(23 * hour);
  await using player = await RawClient.resume(relay.url, black);
  expect(player.connection.pid).toBe(black.pid);
});

test.concurrent("S7 S8 a room that ended in a relay is not rebuilt there", async () => {
  await using first = await startRelay();
  const [white, black] = await leaveBehind(first);
  await using second = await startRelay({ RELAY_SECRET: first.settings.RELAY_SECRET });
  {
    await using host = await RawClient.resume(second.url, white);
    await using guest = await RawClient.resume(second.url, black);
    expect([host.connection.pid, guest.connection.pid]).toEqual([white.pid, black.pid]);
    await host.next("peer_back");
    guest.emit("leave_game");
    await host.next("peer_left");
    host.emit("leave_game");
    await host.barrier();
  }
  for (const session of [white, black]) await expectNoSeat(second, session);
});

test.concurrent("S8 a ticket from elsewhere does not open a seat that the relay gave out", async () => {
  await using first = await startRelay();
  await using pair = await seatPair(first, { options: { reconnection: false } });
  await using second = await startRelay({ RELAY_SECRET: first.settings.RELAY_SECRET });
  await using moved = await RawClient.resume(second.url, pair.black.session);
  moved.emit("game_move", { uci: "e7e5" });
  await moved.next("game_move");
  // The first relay knows what became of the seat that it gave out; the second cannot.
  await expectNoSeat(first, moved.session);
  moved.emit("game_move", { uci: "d7d5" });
  await moved.until("his move", () => moved.count("game_move") === 2);
  pair.white.emit("game_move", { uci: "e2e4" });
  await pair.black.next("game_move");
  expect(pair.black.story.slice(1)).toEqual([["game_move", { uci: "e2e4" }]]);
});

test.concurrent("S8 a room that ended where it was opened is not raised by a ticket from elsewhere", async () => {
  await using first = await startRelay();
  await using pair = await seatPair(first);
  const { white, black } = pair;
  await using second = await startRelay({ RELAY_SECRET: first.settings.RELAY_SECRET });
  await using moved = await RawClient.resume(second.url, black.session);
  moved.emit("game_move", { uci: "e7e5" });
  await moved.next("game_move");
  white.emit("leave_game");
  await black.next("peer_left");
  black.emit("leave_game");
  await black.barrier();
  await expectNoSeat(first, moved.session);
});
