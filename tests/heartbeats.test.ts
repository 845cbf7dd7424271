// Heartbeats that the relay sends on behalf of a silent but living client (rule H2): the released app
// never starts them again after a dropped link.

import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";
import { Table } from "./table.ts";

const SILENCE_MS = 2_000;
const CLOCK_TOLERANCE = 20;

test.concurrent("H2 once begun and stopped, heartbeats go on from the relay", async () => {
  await using relay = await startRelay({ PING_INTERVAL_SECONDS: 1 });
  await using pair = await seatPair(relay);
  await using silent = await seatPair(relay);
  const begun = performance.now();
  pair.white.emit("heartbeat");
  await pair.black.next("peer_heartbeat");
  const first = await pair.black.next("peer_heartbeat");
  const second = await pair.black.next("peer_heartbeat");
  expect(first.at - begun).toBeGreaterThan(SILENCE_MS - CLOCK_TOLERANCE);
  expect(second.at - begun).toBeGreaterThan(2 * SILENCE_MS - CLOCK_TOLERANCE);
  expect(first.args).toEqual([{}]);
  // White hears nothing of it, and nobody speaks for those who never began.
  expect(pair.white.count("peer_heartbeat")).toBe(0);
  await silent.black.barrier();
  expect(silent.black.count("peer_heartbeat")).toBe(0);
});

test.concurrent("H1 a client that polls hears those, too, that come between two polls", async () => {
  await using relay = await startRelay();
  await using guest = await RawClient.connect(relay.url);
  const way = `${relay.url}/socket.io/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(way)).text()).slice(1)) as { sid: string };
  const poll = async () => (await fetch(`${way}&sid=${sid}`)).text();
  const send = (body: string) => fetch(`${way}&sid=${sid}`, { method: "POST", body });
  /** Polls, one at a time, until enough has come. */
  const heard = async (event: string, times = 1): Promise<string> => {
    let all = "";
    while (all.split(`"${event}"`).length <= times) all += await poll();
    return all;
  };
  await send("40");
  await send(`42${JSON.stringify(["create_game", { name: "Host", client: "one" }])}`);
  const code = /"code":"([^"]+)"/.exec(await heard("game_created"))?.[1];
  await guest.ask("join_game", { code, name: "Guest", client: "two" });
  await heard("game_joined");
  // No poll is open now.
  for (let beat = 0; beat < 5; beat += 1) await guest.ask("heartbeat");
  // Five say no more than one.
  expect((await heard("peer_heartbeat")).split("peer_heartbeat")).toHaveLength(2);
});

test.concurrent("H2 none come for a link that does not answer", async () => {
  await using relay = await startRelay({ PING_INTERVAL_SECONDS: 1, PING_TIMEOUT_SECONDS: 12 });
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { white: network });
  const { white, black } = pair;
  white.emit("heartbeat");
  await black.next("peer_heartbeat");
  network.silence();
  network.refuse();
  await black.next("peer_away");
  expect(black.count("peer_heartbeat")).toBe(1);
});

test.concurrent("H2 the indicator stays green for an app that lost its link and came back", async () => {
  await using relay = await startRelay({ PING_INTERVAL_SECONDS: 1 });
  await using network = await LinkProxy.before(relay);
  const white = new AppDouble(network.url, "White");
  const black = new AppDouble(relay.url, "Black");
  await using _table = await Table.sit({ white, black });
  network.cut();
  await white.connected(2);
  const looks = black.peerSeenOnline.length;
  // Six looks are at least fifteen seconds, half as long again as the app's patience.
  await black.until("six looks", () => black.peerSeenOnline.length >= looks + 6);
  expect(black.peerSeenOnline).not.toContain(false);
  expect(black.phase).toBe("connected");
});
