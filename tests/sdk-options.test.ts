// What two sessions tell of themselves with a game: each knows the other's, also through killed relays and in the
// next life of the program, and the joiner's own is never taken for the game's.

import type { JsonObject } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { SdkPlayer } from "./sdk-player.ts";

const GAME: JsonObject = { minutes: 5, rules: ["♞", null] };
const JOINER: JsonObject = { page: 1, tags: { ready: "é" } };

/** What a player knows of both. */
const known = ({ session }: SdkPlayer) => [session.seat?.options, session.seat?.peerOptions];

/** The program ends, and the record that the next one finds lacks what the two told. */
async function reloadForgetful(player: SdkPlayer): Promise<void> {
  player.session.detach();
  for (const [key, text] of player.storage.items) {
    const record = JSON.parse(text) as { seat: Record<string, unknown> };
    const { options, peerOptions, ...seat } = record.seat;
    player.storage.items.set(key, JSON.stringify({ ...record, seat }));
  }
  await player.reload();
}

test.concurrent.for([
  ["both", GAME, JOINER],
  ["the host", GAME, undefined],
  ["the joiner", undefined, JOINER],
  ["neither", undefined, undefined],
] as const)(
  "S7 S13 G5 where %s told something: known on both seats, after a killed relay and in new lives",
  async ([, game, joiner]) => {
    await using relay = await startRelay();
    await using network = await LinkProxy.before(relay);
    await using host = new SdkPlayer(network.url, "Host");
    await using guest = new SdkPlayer(network.url, "Guest");
    const expectKnown = () => {
      expect(known(host)).toEqual([game, joiner]);
      expect(known(guest)).toEqual([game, undefined]);
    };
    const { code } = await host.session.createGame("Host", game ? { options: game } : {});
    expect(known(host)).toEqual([game, undefined]);
    await guest.session.joinGame(code, "Guest", joiner ? { options: joiner } : {});
    await host.session.waitForPeer();
    expectKnown();
    await relay.kill();
    await relay.start();
    for (const player of [host, guest]) await player.online();
    expectKnown();
    for (const player of [host, guest]) await reloadForgetful(player);
    expectKnown();
    await host.session.sendMove("e2e4");
    await guest.until("the move", () => guest.moves.length === 1);
    await guest.session.sendMove("e7e5");
    await relay.kill();
    await relay.start();
    for (const player of [host, guest]) {
      await player.reload();
      await player.online();
    }
    expectKnown();
  },
);

test.concurrent.for(["goes on", "is killed"])(
  "S7 S13 a host who was away when its opponent joined learns what that told, from a relay that %s",
  async (fate) => {
    await using relay = await startRelay();
    await using hostNetwork = await LinkProxy.before(relay);
    await using network = await LinkProxy.before(relay);
    await using host = new SdkPlayer(hostNetwork.url, "Host");
    await using guest = new SdkPlayer(network.url, "Guest");
    const { code } = await host.session.createGame("Host", { options: GAME });
    hostNetwork.keepAway();
    await guest.session.joinGame(code, "Guest", { options: JOINER });
    if (fate === "is killed") {
      await relay.kill();
      await relay.start();
      await guest.until("the loss", () => guest.states.length > 2);
      await guest.online();
    }
    hostNetwork.accept();
    const seat = await host.session.waitForPeer();
    expect(seat).toMatchObject({ peerName: "Guest", options: GAME, peerOptions: JOINER });
    expect(known(guest)).toEqual([GAME, undefined]);
  },
);
