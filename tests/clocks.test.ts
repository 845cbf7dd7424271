// Clocks of computers: behind after a start without a clock chip, set in mid-game, or simply a day on. Seats do not
// depend on them while their room stands (rule S4).

import { fileURLToPath } from "node:url";
import { parseOffset } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";
import { leaveBehind } from "./seat-claims.ts";

const launch = { preload: fileURLToPath(new URL("later-clock.ts", import.meta.url)) };
const HOUR = 3600;

test.concurrent.for([
  ["five hours", 5 * HOUR],
  ["a month", 30 * 24 * HOUR],
  ["half a century", 50 * 365 * 24 * HOUR],
] as const)(
  "5.12 S4 S7 a relay whose clock is behind by %s after its restart gives the seats back",
  async ([, behind]) => {
    await using relay = await startRelay();
    const [white, black] = await leaveBehind(relay);
    await relay.kill();
    await relay.start({ CLOCK_AHEAD_SECONDS: -behind }, launch);
    await using host = await RawClient.resume(relay.url, white);
    expect(host.connection.pid).toBe(white.pid);
    await using guest = await RawClient.resume(relay.url, black);
    expect(guest.connection.pid).toBe(black.pid);
    expect(await host.ask("game_move", { uci: "e2e4" })).toEqual({ ok: true });
    await guest.next("game_move");
  },
);

test.concurrent.for([
  ["ahead by a day, or a day goes by without a move", 25 * HOUR],
  ["ahead by a year", 365 * 24 * HOUR],
  ["back by a day", -25 * HOUR],
] as const)(
  "5.12 S4 the clock is set %s in mid-game, and whoever drops then has the seat again",
  async ([, seconds]) => {
    const settings = { CLOCK_AHEAD_SECONDS: seconds, CLOCK_SET_LATER: "yes" };
    await using relay = await startRelay(settings, launch);
    await using pair = await seatPair(relay);
    const { white, black } = pair;
    relay.signal("SIGUSR2");
    await relay.until("its clock to be set", () => /^set$/m.test(relay.output));
    for (const player of [white, black]) {
      const { pid } = player.session;
      player.socket.io.engine.close();
      await player.connected(2);
      expect(player.connection.pid).toBe(pid);
    }
    // Tickets that are signed from now on are good as well.
    expect(await white.ask("game_move", { uci: "e2e4" })).toEqual({ ok: true });
    await black.next("game_move");
    await using page = await RawClient.connect(relay.url);
    const place = parseOffset(black.lastOffset);
    expect(await page.ask("resume_game", place)).toMatchObject({ ok: true });
  },
);
