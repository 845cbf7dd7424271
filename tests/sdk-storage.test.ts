// Storages that hold other programs' data, or another window's, or do not work: a session's key is no right to what
// lies under it, and a game needs no storage.

import type { SeatStorage } from "@en-parlant/client";
import { Session } from "@en-parlant/client";
import { expect, test } from "vitest";
import { startRelay } from "./relay-process.ts";
import { SdkPlayer, TabStorage } from "./sdk-player.ts";
import { holding, KEY, storedRecord } from "./stored-record.ts";

const FOREIGN = [
  JSON.stringify({ state: { theme: "dark" }, version: 1 }),
  JSON.stringify({ version: 1, seats: 4 }),
  JSON.stringify([{ version: 1, seat: { code: "AB-CD-EF" } }]),
  "dark",
  "null",
  "7",
  "[]",
  " ",
];

test.concurrent("5.16 another program's entry stays as it is through a whole game, which is played all the same", async () => {
  await using relay = await startRelay();
  for (const text of FOREIGN) {
    const storage = holding(text);
    await using host = new SdkPlayer(relay.url, "Ann", { storage });
    await using guest = new SdkPlayer(relay.url, "Bob");
    await expect(host.session.resume()).rejects.toMatchObject({ code: "SEAT_LOST" });
    const { code } = await host.session.createGame("Ann");
    await guest.session.joinGame(code, "Bob");
    await host.session.sendMove("e2e4");
    host.session.trimHistory();
    host.session.detach();
    await expect(host.session.resume()).rejects.toMatchObject({ code: "SEAT_LOST" });
    await host.session.createGame("Ann");
    await host.session.leave();
    host.session.close();
    expect([...storage.items]).toEqual([[KEY, text]]);
    expect(host.errors).toEqual([]);
  }
});

test.concurrent("5.16 a next game takes the place of a record that is ours and of no use", async () => {
  await using relay = await startRelay();
  const { text } = await storedRecord(relay);
  const useless = [
    text.slice(0, 40),
    JSON.stringify({ ...JSON.parse(text), version: 2 }),
    JSON.stringify({ ...JSON.parse(text), sent: {} }),
    "",
  ];
  for (const left of useless) {
    await using host = new SdkPlayer(relay.url, "Ann", { storage: holding(left) });
    const { code } = await host.session.createGame("Ann");
    await host.reload();
    expect(host.session.seat).toMatchObject({ code });
  }
});

test.concurrent("5.16 what another window has stored since is not removed with the own seat", async () => {
  await using relay = await startRelay();
  const storage = new TabStorage();
  await using first = new SdkPlayer(relay.url, "Ann", { storage });
  await using second = new SdkPlayer(relay.url, "Bob", { storage });
  await first.session.createGame("Ann");
  const { code } = await second.session.createGame("Bob");
  await first.session.leave();
  expect(storage.items.get(KEY)).toContain(code);
  await second.reload();
  expect(second.session.seat).toMatchObject({ code, name: "Bob" });
});

const broken = (part: Partial<SeatStorage>): SeatStorage => {
  const kept = new TabStorage();
  return {
    getItem: (key) => kept.getItem(key),
    setItem: (key, text) => kept.setItem(key, text),
    removeItem: (key) => kept.removeItem(key),
    ...part,
  };
};
const fails = () => {
  throw new DOMException("The quota has been exceeded", "QuotaExceededError");
};

test.concurrent.for([
  ["cannot be read", broken({ getItem: fails })],
  ["cannot be written", broken({ setItem: fails })],
  ["cannot be cleared", broken({ removeItem: fails })],
  ["can do nothing", broken({ getItem: fails, setItem: fails, removeItem: fails })],
  ["has no methods", {} as SeatStorage],
  ["answers later", broken({ getItem: (async () => null) as never })],
  ["answers with an object", broken({ getItem: (() => ({ version: 1 })) as never })],
  ["answers with a number", broken({ getItem: (() => 7) as never })],
  ["answers with nothing", broken({ getItem: (() => undefined) as never })],
] as const)(
  "5.16 a storage that %s costs the return after a reload and nothing else",
  async ([, storage]) => {
    await using relay = await startRelay();
    using host = new Session({ url: relay.url, storage });
    await expect(host.resume()).rejects.toMatchObject({ code: "SEAT_LOST" });
    await using guest = new SdkPlayer(relay.url, "Bob");
    const { code } = await host.createGame("Ann");
    await guest.session.joinGame(code, "Bob");
    await host.sendMove("e2e4");
    await guest.until("the move", () => guest.moves.length === 1);
    await host.leave();
    await guest.until("the goodbye", () => guest.session.peer.status === "left");
  },
);
