// The app behind nginx with the shipped configuration: `wss://` to nginx, plain to the relay, and a
// network that breaks on either side of it.

import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { CAPABLANCA } from "./famous-game.ts";
import { LinkProxy } from "./link-proxy.ts";
import { startNginx } from "./nginx-process.ts";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";
import { Table } from "./table.ts";

const SELF_SIGNED = { rejectUnauthorized: false };
const GONE_AND_BACK = ["peer_away", "peer_back"];

const overTls = ({ port }: LinkProxy) => `wss://127.0.0.1:${port}`;

test.concurrent("C1 S2 S3 the app plays through nginx, cut before it and behind it", async () => {
  await using relay = await startRelay({ TRUST_PROXY: 1 });
  await using behind = await LinkProxy.before(relay);
  await using nginx = await startNginx(behind.port);
  await using whites = await LinkProxy.before(nginx);
  await using blacks = await LinkProxy.before(nginx);
  const white = new AppDouble(overTls(whites), "White", { options: SELF_SIGNED });
  const black = new AppDouble(overTls(blacks), "Black", { options: SELF_SIGNED });
  await using table = await Table.sit({ white, black });
  await table.start(CAPABLANCA);
  await table.play(10);

  blacks.keepAway();
  await white.next("peer_away");
  table.sendMove();
  blacks.accept();
  await white.next("peer_back");
  await table.settled();
  expect(black.connection.recovered).toBe(true);

  behind.keepAway();
  await Promise.all([white.disconnected(), black.disconnected()]);
  table.sendMove();
  behind.accept();
  await Promise.all([white.connected(2), black.connected(3)]);
  await table.settled();
  await table.playOut();
  for (const player of [white, black]) expect(player.count("peer_left")).toBe(0);
  const away = (player: AppDouble) => player.story.filter(([name]) => GONE_AND_BACK.includes(name));
  expect(away(white).slice(0, 2)).toEqual([
    ["peer_away", { graceMs: 90_000 }],
    ["peer_back", {}],
  ]);
  table.resign("black");
  await table.settled();
  expect(white.logged).toEqual(table.expected.white);
  expect(black.logged).toEqual(table.expected.black);
});

test.concurrent("C1 C2 long-polling and namespaces pass through nginx as well", async () => {
  await using relay = await startRelay({ TRUST_PROXY: 1 });
  await using nginx = await startNginx(relay.port);
  await using front = await LinkProxy.before(nginx);
  const url = `https://127.0.0.1:${front.port}`;
  const options = { ...SELF_SIGNED, transports: ["polling", "websocket"] };
  await using pair = await seatPair({ url: `${url}/relay` }, { options });
  for (let number = 1; number <= 40; number += 1) {
    pair.white.emit("game_move", { uci: `m${number}` });
    await pair.black.next("game_move");
  }
  await using polling = await RawClient.connect(url, { ...SELF_SIGNED, transports: ["polling"] });
  await polling.barrier();
  expect(pair.black.links).toHaveLength(1);
});
