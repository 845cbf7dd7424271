// Addresses with a path, which a user may well paste into the app, are Socket.IO namespaces (rule C2).

import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { CAPABLANCA } from "./famous-game.ts";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { Table } from "./table.ts";

test.concurrent.for([
  ["/relay", "/relay"],
  ["/relay", ""],
  ["", "/some/deep/path"],
  ["/our%20relay", "/über+uns"],
])("C2 players at '%s' and '%s' play together", async ([host = "", joiner = ""]) => {
  await using relay = await startRelay();
  const white = new AppDouble(`${relay.url}${host}`, "White");
  const black = new AppDouble(`${relay.url}${joiner}`, "Black");
  await using table = await Table.sit({ white, black });
  await table.start(CAPABLANCA);
  await table.play(12);
  await table.verify();
});

test.concurrent("C2 S2 S3 a seat in a namespace survives a cut link and a restart", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  const white = new AppDouble(`${network.url}/relay`, "White");
  const black = new AppDouble(network.url, "Black");
  await using table = await Table.sit({ white, black });
  await table.start(CAPABLANCA);
  await table.play(6);
  network.cut();
  await Promise.all([white.connected(2), black.connected(2)]);
  await table.play(2);
  await relay.kill();
  await Promise.all([white.disconnected(), black.disconnected()]);
  await relay.start();
  await Promise.all([white.connected(3), black.connected(3)]);
  await table.play(2);
  const heard = new Set([...white.story, ...black.story].map(([event]) => event));
  expect(heard).not.toContain("peer_left");
  expect([white.connection.recovered, black.connection.recovered]).toEqual([true, true]);
  table.resign("white");
  await table.settled();
  expect(white.logged).toEqual(table.expected.white);
  expect(black.logged).toEqual(table.expected.black);
});
