// Links that break under two released apps, in the ways links do. In each case every event arrives
// once and in order on both sides, nobody is said to have left, and the other game goes on untouched.

import { expect, test } from "vitest";
import { startEvening } from "./evening.ts";

const GONE_AND_BACK = ["peer_away", "peer_back"];

test.concurrent("S2 S3 P1 a cut link: what was played meanwhile arrives after the return", async () => {
  await using evening = await startEvening();
  const { table, black: network } = evening;
  network.keepAway();
  await table.white.next("peer_away");
  table.sendMove();
  await table.white.until("his own move", () => table.white.logged.at(-1)?.[0] === "game_move");
  table.draw("white");
  network.accept();
  await table.settled();
  expect(table.black.connection.recovered).toBe(true);
  await evening.verify({ white: GONE_AND_BACK });
});

test.concurrent("S2 S3 P1 a cut link: what the player sent meanwhile arrives with him", async () => {
  await using evening = await startEvening();
  const { table, white: network } = evening;
  network.keepAway();
  await table.white.disconnected();
  table.sendMove();
  table.draw("white");
  await table.black.next("peer_away");
  network.accept();
  await table.settled();
  await evening.verify({ black: GONE_AND_BACK });
});

test.concurrent("S2 a quiet drop with nothing missed or sent", async () => {
  await using evening = await startEvening();
  const { table, black: network } = evening;
  const before = table.black.connection.pid;
  network.cut();
  await table.white.next("peer_back");
  await table.black.connected(2);
  expect(table.black.connection).toEqual({ up: true, recovered: true, pid: before });
  await evening.verify({ white: GONE_AND_BACK });
});

test.concurrent("S3 S6 a half-open link: its late end changes nothing", async () => {
  const settings = { PING_INTERVAL_SECONDS: 1, PING_TIMEOUT_SECONDS: 6 };
  await using evening = await startEvening(settings);
  const { table, black: network } = evening;
  network.refuse();
  network.freeze();
  // The relay still believes in the old link and sends the move there.
  table.sendMove();
  await table.white.until(
    "the echo",
    () => table.white.logged.length === table.expected.white.length,
  );
  network.accept();
  await table.settled();
  await table.play(2);
  // Nine pings are at least eight seconds: by now the old link has missed its ping as well.
  await table.white.pinged(9);
  await evening.verify({});
});

test.concurrent("S2 S3 several drops in a row", async () => {
  await using evening = await startEvening();
  const { table, black: network } = evening;
  for (const drop of [1, 2, 3]) {
    network.cut();
    await table.white.next("peer_away");
    table.sendMove();
    await table.white.next("peer_back");
    await table.black.connected(1 + drop);
    await table.settled();
    table.sendMove();
    await table.settled();
  }
  await evening.verify({ white: [...GONE_AND_BACK, ...GONE_AND_BACK, ...GONE_AND_BACK] });
});

test.concurrent("S2 S3 P6 both players gone at once", async () => {
  await using evening = await startEvening();
  const { table, white, black } = evening;
  white.keepAway();
  black.keepAway();
  await Promise.all([table.white.disconnected(), table.black.disconnected()]);
  table.sendMove();
  white.accept();
  await table.white.connected(2);
  await table.white.next("peer_away");
  black.accept();
  await table.black.connected(2);
  await table.settled();
  await table.white.next("peer_back");
  await evening.verify({ white: GONE_AND_BACK, black: "perhaps" });
});
