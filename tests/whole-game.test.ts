// The main job: two released apps play an evening of chess. Everything that either of them receives is
// compared, whole and in order, with a list made from the game records.

import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { CAPABLANCA, HAMPPE } from "./famous-game.ts";
import { expectOffsets } from "./offsets.ts";
import { startRelay } from "./relay-process.ts";
import { Table } from "./table.ts";

test("C1 G1 G4 F1 F2 F3 F4 F7 S1 two apps play, offer draws, resign and play again", async () => {
  await using relay = await startRelay();
  const white = new AppDouble(relay.url, "José Raúl Capablanca");
  const black = new AppDouble(relay.url, "Savielly Tartakower");
  await using table = await Table.sit({ white, black });
  expect(white).toMatchObject({ color: "white", peerName: black.name });
  expect(black).toMatchObject({ color: "black", peerName: white.name });

  await table.start(CAPABLANCA);
  await table.play(66);
  table.draw("black");
  await table.settled();
  expect(white.drawOffered).toBe(true);
  // It stands, whatever is played.
  await table.playOut();
  expect(white.drawOffered).toBe(true);
  expect(black.clocks).toEqual({ whiteTime: undefined, blackTime: undefined });
  table.resign("black");
  await table.settled();
  expect(white.result).toBe("1-0");
  expect(black.result).toBe("1-0");

  await table.start(HAMPPE);
  await table.playOut();
  table.draw("white");
  await table.settled();
  table.draw("black");
  await table.settled();
  expect(white.result).toBe("1/2-1/2");
  expect(black.result).toBe("1/2-1/2");

  await table.start(CAPABLANCA);
  await table.play(4);
  await table.verify();
  for (const player of [white, black]) expectOffsets(player);
  expect(white.logged.length).toBeGreaterThan(103 + 36);
});
