// A relay that is killed and comes back knowing nothing: the players' tickets carry the seats (rules
// S2, S3, S7, S10), as long as the secret is the same.

import type { Color } from "@en-parlant/protocol";
import { opponentOf } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import type { Evening } from "./evening.ts";
import { startEvening } from "./evening.ts";
import { CAPABLANCA } from "./famous-game.ts";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { createGame } from "./raw-pair.ts";
import type { RelayProcess } from "./relay-process.ts";
import { startRelay } from "./relay-process.ts";
import { Table } from "./table.ts";

const GONE_AND_BACK = ["peer_away", "peer_back"];
const PERHAPS = { white: "perhaps", black: "perhaps" } as const;

test.concurrent("S2 S3 S7 P6 killed in mid-game, with a move sent while it was down", async () => {
  await using evening = await startEvening();
  const { relay, table, white, black } = evening;
  await killAndKeepAway(evening);
  table.sendMove();
  await relay.start();
  white.accept();
  await table.white.next("peer_away");
  black.accept();
  await table.settled();
  await table.white.next("peer_back");
  expect([table.white.connection.recovered, table.black.connection.recovered]).toEqual([
    true,
    true,
  ]);
  await bothBack(evening.witness, 2);
  await evening.verify({ white: GONE_AND_BACK }, PERHAPS);
});

for (const first of ["white", "black"] as const) {
  const second = opponentOf(first);
  for (const ahead of [first, second]) {
    const title = `${first} is back first, ${ahead} has heard more of the old relay`;
    test.concurrent(`S3 S10 ${title}`, async () => {
      await using evening = await startEvening();
      const { relay, table } = evening;
      const behind = opponentOf(ahead);
      // Offers go to the other side only, so the numbers drift apart.
      for (let offers = 0; offers < 5; offers += 1) table.draw(behind);
      await table.settled();
      await killAndKeepAway(evening);
      await relay.start();
      evening[first].accept();
      await table[first].connected(2);
      // Logged under low new numbers for a player whose old numbers may be higher.
      for (let offers = 0; offers < 2; offers += 1) offerAgain(table, first);
      await table[first].next("peer_away");
      evening[second].accept();
      await table.settled();
      await table[first].next("peer_back");
      await bothBack(evening.witness, 2);
      await evening.verify({ [first]: GONE_AND_BACK }, PERHAPS);
    });
  }
}

test.concurrent("S7 S10 two restarts with nothing played between them", async () => {
  await using evening = await startEvening();
  const { relay, table, witness } = evening;
  for (const restart of [1, 2]) {
    await relay.kill();
    await Promise.all(players(evening).map((player) => player.disconnected()));
    await relay.start();
    await bothBack(table, 1 + restart);
    await bothBack(witness, 1 + restart);
  }
  await table.play(4);
  for (const player of players(evening)) expect(player.count("peer_left")).toBe(0);
  await relay.kill();
  await Promise.all(players(evening).map((player) => player.disconnected()));
  table.sendMove();
  await relay.start();
  await bothBack(table, 4);
  await table.settled();
  await table.play(3);
  table.resign("white");
  await table.settled();
  for (const color of ["white", "black"] as const) {
    expect(table[color].logged).toEqual(table.expected[color]);
    expect(table[color].phase).toBe("connected");
  }
});

test.concurrent("S7 killed while a host waits: his code is good again once he is back", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  const white = new AppDouble(network.url, "White");
  const black = new AppDouble(network.url, "Black");
  const typed = async (code: string) => {
    await restart(relay, [white]);
    return code;
  };
  await using table = await Table.sit({ white, black, typed });
  expect(white.connection.recovered).toBe(true);
  await table.start(CAPABLANCA);
  await table.play(4);
  await table.verify();
});

test.concurrent("S7 G5 a waiting room comes back with its host's name and its options", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using host = await RawClient.connect(network.url);
  const options = { clock: { minutes: 5 } };
  const created = await host.ask<{ code: string }>("create_game", { name: "Ann", options });
  if (!created.ok) throw new Error(created.error.message);
  await restart(relay, [host]);
  await using guest = await RawClient.connect(network.url);
  guest.emit("join_game", { code: created.code, name: "Bob" });
  const joined = { code: created.code, options };
  expect((await guest.next("game_joined")).payload).toEqual({
    color: "black",
    peerName: "Ann",
    ...joined,
  });
  expect((await host.next("game_joined")).payload).toEqual({
    color: "white",
    peerName: "Bob",
    ...joined,
  });
});

test.concurrent.for([
  ["host", "guest"],
  ["guest", "host"],
] as const)(
  "S7 P5 a host who missed the join hears of it after a restart, %s back first",
  async (order) => {
    await using relay = await startRelay();
    await using hosts = await LinkProxy.before(relay);
    await using guests = await LinkProxy.before(relay);
    await using host = await RawClient.connect(hosts.url);
    await using guest = await RawClient.connect(guests.url);
    const code = await createGame(host);
    hosts.keepAway();
    guest.emit("join_game", { code, name: "Bob" });
    await guest.next("peer_away");
    guests.refuse();
    await relay.kill();
    await guest.disconnected();
    await relay.start();
    for (const next of order) {
      (next === "host" ? hosts : guests).accept();
      await (next === "host" ? host : guest).connected(2);
    }
    guest.emit("ready");
    await host.next("peer_ready");
    const logged = host.logged.slice(1);
    expect(logged).toEqual([
      ["peer_joined", { peerName: "Bob" }],
      ["game_joined", { color: "white", peerName: "Bob", code }],
      ["peer_ready", {}],
    ]);
    host.emit("ready");
    await guest.next("peer_ready");
    expect(guest.logged.map(([event]) => event)).toEqual(["game_joined", "peer_ready"]);
  },
);

test.concurrent("S5 E2 with another secret everybody starts afresh", async () => {
  await using evening = await startEvening();
  const { relay, table, witness } = evening;
  await relay.kill();
  await Promise.all(players(evening).map((player) => player.disconnected()));
  await relay.start({ RELAY_SECRET: "quite another secret, which is also long enough" });
  await bothBack(table, 2);
  await bothBack(witness, 2);
  const { white } = table;
  expect(white.connection.recovered).toBe(false);
  white.move("c1g5");
  expect((await white.next("error")).payload).toMatchObject({ code: "NOT_IN_GAME" });
  expect(table.black.logged).toEqual(table.expected.black);
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(relay.url);
  guest.emit("join_game", { code: table.code, name: "Guest" });
  expect((await guest.next("error")).payload).toMatchObject({ code: "GAME_NOT_FOUND" });
  guest.emit("join_game", { code: await createGame(host), name: "Guest" });
  await guest.next("game_joined");
});

/** Kills the relay; the two players will not find it again before their networks accept. */
async function killAndKeepAway({ relay, white, black, table }: Evening): Promise<void> {
  white.refuse();
  black.refuse();
  await relay.kill();
  await Promise.all([table.white.disconnected(), table.black.disconnected()]);
}

async function restart(
  relay: RelayProcess,
  clients: readonly { disconnected(): Promise<void>; connected(times: number): Promise<void> }[],
): Promise<void> {
  await relay.kill();
  await Promise.all(clients.map((client) => client.disconnected()));
  await relay.start();
  await Promise.all(clients.map((client) => client.connected(2)));
}

async function bothBack({ white, black }: Table, times: number): Promise<void> {
  await Promise.all([white.connected(times), black.connected(times)]);
}

function players({ table, witness }: Evening): AppDouble[] {
  return [table.white, table.black, witness.white, witness.black];
}

/** A second offer, even where the app would read the first one as accepted. */
function offerAgain(table: Table, color: Color): void {
  table[color].drawOffered = false;
  table.draw(color);
}
