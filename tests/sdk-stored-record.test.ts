// A session's stored record when it is damaged, of another version, or refused by the relay: what is no seat is none,
// and what is refused is asked for once more.

import { expect, test } from "vitest";
import type { LooseRecord } from "./damaged-records.ts";
import { DAMAGES } from "./damaged-records.ts";
import { LinkProxy } from "./link-proxy.ts";
import { startRefusingRelay } from "./refusing-relay.ts";
import { startRelay } from "./relay-process.ts";
import { SdkPlayer } from "./sdk-player.ts";
import { holding, KEY, storedRecord } from "./stored-record.ts";

test("5.16 a record that is damaged or of another version is no seat: said at once, asked of nobody, left alone", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  const { text } = await storedRecord(relay);
  const texts = DAMAGES.map(([what, damage]): [string, string] => [
    what,
    JSON.stringify(damage(JSON.parse(text))),
  ]);
  texts.push(
    ["cut off", text.slice(0, -1)],
    ["twice", text + text],
    ["endless", text.replace(/"at":\d+/, '"at":1e999')],
  );
  for (const [what, damaged] of texts) {
    const storage = holding(damaged);
    await using page = new SdkPlayer(network.url, "White", { storage });
    const found = page.session.resume().catch(({ code }) => code);
    expect(await found, what).toBe("SEAT_LOST");
    expect(page.session.connection, what).toEqual({ status: "idle" });
    expect(page.session.seat, what).toBeUndefined();
    expect(storage.items.get(KEY), what).toBe(damaged);
    expect(page.errors).toEqual([]);
  }
  expect(network.size).toBe(0);
});

test.concurrent("5.16 the record itself, with fields that a later build may add, is the seat", async () => {
  await using relay = await startRelay();
  const { text, code } = await storedRecord(relay);
  const record: LooseRecord = JSON.parse(text);
  const junk = { junk: "x".repeat(20_000) };
  const grown = {
    ...record,
    ...junk,
    seat: { ...record.seat, ...junk },
    place: { ...record.place, ...junk, seen: { ...record.place.seen, ...junk } },
    sent: record.sent.map((own: object) => ({ ...own, ...junk })),
  };
  const proto = JSON.stringify(grown).replace("{", '{"__proto__":{"version":7,"seat":1},');
  await using page = new SdkPlayer(relay.url, "White", { storage: holding(proto) });
  expect(await page.session.resume()).toMatchObject({ code, color: "white", peerName: "Black" });
  await page.session.sendMove("d2d4");
  // Black's program has ended meanwhile.
  const events = page.session.history.map(({ event }) => event);
  expect(events.filter((event) => event !== "peer_left")).toEqual([
    ...record.history.map(({ event }: { event: string }) => event),
    "game_move",
  ]);
});

test.concurrent("5.16 S13 whose ticket is good has the seat, whatever code the record says", async () => {
  await using relay = await startRelay();
  const { text, code } = await storedRecord(relay);
  const storage = holding(text.replaceAll(code, "ZZ-ZZ-ZZ"));
  await using page = new SdkPlayer(relay.url, "White", { storage });
  expect(await page.session.resume()).toMatchObject({ code });
  expect(page.session.connection).toEqual({ status: "online" });
});

test.concurrent.for([
  ["one that is no payload", { code: "BAD_PAYLOAD", message: "No" }],
  ["one of a later relay", { code: "SEAT_ELSEWHERE", message: "Not here" }],
  ["one without a code", { message: "No" }],
  ["a flood's", { code: "TOO_MANY_EVENTS", message: "Slow down" }],
  ["the player's name for nothing", {}],
] as const)(
  "5.16 a seat that is refused, the refusal being %s, is asked for once more, then lost",
  async ([, refusal]) => {
    await using relay = await startRefusingRelay(refusal);
    await using host = new SdkPlayer(relay.url, "Ann");
    await host.session.createGame("Ann");
    await host.reload().then(
      () => expect.unreachable(),
      (error) => expect(error).toMatchObject({ code: "SEAT_LOST" }),
    );
    expect(relay.asked).toBe(2);
    expect(host.errors).toEqual(["SEAT_LOST"]);
    expect(host.storage.items.size).toBe(0);
    // The next game has nothing of it.
    expect(await host.session.createGame("Ann")).toMatchObject({ color: "white" });
    expect(host.storage.items.size).toBe(1);
    expect(relay.asked).toBe(2);
  },
);

test.concurrent("5.16 N7 an event in the record that the relay refuses costs itself and not the seat", async () => {
  await using relay = await startRelay();
  const { text } = await storedRecord(relay);
  const record: LooseRecord = JSON.parse(text);
  const number = record.number + 2;
  const bad = { n: number - 1, after: 0, event: "game_move", payload: {}, confirmed: false };
  const good = { ...bad, n: number, payload: { uci: "d2d4" } };
  const changed = { ...record, number, sent: [...record.sent, bad, good] };
  await using page = new SdkPlayer(relay.url, "White", {
    storage: holding(JSON.stringify(changed)),
  });
  await page.session.resume();
  await page.until("the good move", () => page.session.pending.length === 0);
  expect(page.errors).toEqual(["BAD_PAYLOAD"]);
  expect(page.moves.at(-1)).toMatchObject({ uci: "d2d4", mine: true });
});

test.concurrent("5.16 E3 the longest ticket and what is brought fit one message", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using host = new SdkPlayer(network.url, "♞".repeat(40));
  await using guest = new SdkPlayer(relay.url, "♞".repeat(40));
  const large = { text: "♞".repeat(1_024 - '{"text":""}'.length) };
  const { code } = await host.session.createGame(host.name, { options: large });
  await guest.session.joinGame(code, guest.name, { options: large });
  await host.session.waitForPeer();
  network.keepAway();
  await host.reconnecting();
  const sent = Array.from({ length: 5 }, () => host.session.ready(large));
  network.accept();
  await Promise.all(sent);
  await guest.until("all of them", () => guest.heard("peer_ready") === sent.length);
  expect(host.errors).toEqual([]);
});
