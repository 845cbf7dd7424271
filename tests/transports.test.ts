// The same game over every way in: long-polling, polling upgraded to WebSocket, fields as separate
// arguments, codes as people type them. Each plays against the released app as it is.

import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import type { AppVariant } from "./app-relay-client.ts";
import { CAPABLANCA } from "./famous-game.ts";
import { RawClient } from "./raw-client.ts";
import { startRelay } from "./relay-process.ts";
import { Table } from "./table.ts";

interface Way {
  readonly title: string;
  readonly variant: AppVariant;
  readonly typed?: (code: string) => string;
}

const ways: readonly Way[] = [
  { title: "C1 by long-polling", variant: { options: { transports: ["polling"] } } },
  {
    title: "C1 by long-polling upgraded to WebSocket",
    variant: { options: { transports: ["polling", "websocket"] } },
  },
  { title: "G1 G4 F1 F2 F3 with fields as separate arguments", variant: { positional: true } },
  {
    title: "G3 with a code typed in small letters without dashes",
    variant: {},
    typed: (code) => code.toLowerCase().replaceAll("-", ""),
  },
];

for (const { title, variant, typed } of ways) {
  test.concurrent(`${title}, two apps play a whole game`, async () => {
    await using relay = await startRelay();
    const white = new AppDouble(relay.url, "White", variant);
    const black = new AppDouble(relay.url, "Black", variant);
    await using table = await Table.sit({ white, black, ...(typed && { typed }) });
    await table.start(CAPABLANCA);
    await table.play(50);
    table.draw("black");
    await table.settled();
    await table.playOut();
    table.resign("black");
    await table.settled();
    await table.start(CAPABLANCA);
    await table.play(3);
    table.draw("white");
    await table.settled();
    table.draw("black");
    await table.settled();
    await table.start(CAPABLANCA);
    await table.verify();
  });
}

test.concurrent("C1 a polling player and one on WebSocket meet", async () => {
  await using relay = await startRelay();
  const white = new AppDouble(relay.url, "White", { options: { transports: ["polling"] } });
  await using table = await Table.sit({ white, black: new AppDouble(relay.url, "Black") });
  await table.start(CAPABLANCA);
  await table.playOut();
  await table.verify();
});

test.concurrent("C1 a polling connection upgrades in mid-game and loses nothing", async () => {
  await using relay = await startRelay();
  await using host = await RawClient.connect(relay.url, { transports: ["polling", "websocket"] });
  await using guest = await RawClient.connect(relay.url);
  host.emit("create_game", { name: "Host" });
  const { code } = (await host.next("game_created")).payload as { code: string };
  guest.emit("join_game", { code, name: "Guest" });
  await guest.next("game_joined");
  const { engine } = host.socket.io;
  let moves = 0;
  // Moves go on while the transport changes under them.
  while (engine.transport.name === "polling" || moves < 20) {
    moves += 1;
    guest.emit("game_move", { uci: `move ${moves}` });
    await host.next("game_move");
  }
  await host.barrier();
  expect(host.story.slice(3)).toEqual(
    Array.from({ length: moves }, (_, index) => ["game_move", { uci: `move ${index + 1}` }]),
  );
  expect(host.links).toHaveLength(1);
});
