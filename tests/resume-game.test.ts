// `resume_game`: a seat taken back by a new client that has kept the ticket, as a reloaded page does
// (rule S13). The old client's link ends, or has ended, without a word.

import { parseOffset } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";

const SEAT_LOST = { ok: false, error: { code: "SEAT_LOST", message: expect.any(String) } };
const STAY_AWAY = { reconnection: false };

/** All logged events that a client has heard, in the form of `game_resumed`. */
function history({ received }: RawClient) {
  return received.flatMap(({ event, payload, offset }) => {
    const place = offset === undefined ? undefined : parseOffset(offset);
    return place ? [{ seq: place.seq, event, payload }] : [];
  });
}

test.concurrent("S13 a reloaded page gets the whole game, or what it asks for, and plays on", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(network.url, STAY_AWAY);
  host.emit("create_game", { name: "Ann", options: { minutes: 5 } });
  const { code } = (await host.next("game_created")).payload as { code: string };
  guest.emit("join_game", { code, name: "Bob" });
  await guest.next("game_joined");
  for (const uci of ["e2e4", "d2d4"]) host.emit("game_move", { uci, whiteTime: 1 });
  host.emit("offer_draw");
  await guest.next("offer_draw");
  const heard = history(guest);
  const newest = heard.at(-1)?.seq;
  network.cut();
  await host.next("peer_away");

  const ticket = parseOffset(guest.lastOffset)?.ticket;
  await using page = await RawClient.connect(relay.url);
  page.emit("resume_game", { ticket, seq: 0 });
  const { payload } = await page.next("game_resumed");
  expect(payload).toMatchObject({
    color: "black",
    code,
    joined: true,
    name: "Bob",
    peerName: "Ann",
    options: { minutes: 5 },
    peer: "online",
    complete: true,
    events: heard,
  });
  expect((payload as { seq: number }).seq).toBeGreaterThanOrEqual(newest ?? Number.NaN);
  await host.next("peer_back");

  await using later = await RawClient.connect(relay.url);
  later.emit("resume_game", ticket, heard.at(-3)?.seq);
  const rest = (await later.next("game_resumed")).payload;
  expect(rest).toMatchObject({ complete: true, events: heard.slice(-2) });
  later.emit("game_move", { uci: "e7e5" });
  await host.until("the answer", () => host.count("game_move") === 3);
  await later.next("game_move");
  expect(later.story.map(([event]) => event)).toEqual(["game_resumed", "game_move"]);
  expect(host.count("peer_left")).toBe(0);
});

test.concurrent("S13 S6 the new client wins over the old one, and the opponent notices nothing", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { options: STAY_AWAY });
  const { white, black } = pair;
  await using page = await RawClient.connect(relay.url);
  page.emit("resume_game", parseOffset(black.lastOffset));
  expect((await page.next("game_resumed")).payload).toMatchObject({ events: [], peer: "online" });
  await black.disconnected();
  expect(black.links.at(-1)).toEqual({ up: false, reason: "transport close" });
  page.emit("game_move", { uci: "e7e5" });
  await white.next("game_move");
  expect(white.story.slice(3)).toEqual([["game_move", { uci: "e7e5" }]]);
});

test.concurrent("S13 S2 S3 after resume_game a dropped link recovers by itself", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { options: STAY_AWAY });
  const { white, black } = pair;
  await using page = await RawClient.connect(network.url);
  page.emit("resume_game", parseOffset(black.lastOffset));
  await page.next("game_resumed");
  network.keepAway();
  await white.next("peer_away");
  white.emit("game_move", { uci: "e2e4" });
  await white.next("game_move");
  network.accept();
  await page.next("game_move");
  expect(page.connection.recovered).toBe(true);
  await page.barrier();
  expect(page.story.map(([event]) => event)).toEqual(["game_resumed", "game_move"]);
});

test.concurrent("S13 the snapshot says how the opponent is: none, online, away, left", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using host = await RawClient.connect(relay.url, STAY_AWAY);
  await using pages = new Resources();
  const code = await createGame(host);
  let seat = host;
  const snapshot = async () => {
    const page = pages.use(await RawClient.connect(relay.url, STAY_AWAY));
    const answer = await page.ask<object>("resume_game", parseOffset(seat.lastOffset));
    seat = page;
    return answer;
  };
  expect(await snapshot()).toMatchObject({ color: "white", code, joined: false, peer: "none" });
  await using guest = await RawClient.connect(network.url);
  guest.emit("join_game", { code, name: "Guest" });
  await guest.next("game_joined");
  await seat.next("peer_joined");
  expect(await snapshot()).toMatchObject({ joined: true, peerName: "Guest", peer: "online" });
  network.keepAway();
  await seat.next("peer_away");
  expect(await snapshot()).toMatchObject({ joined: true, peer: "away" });
  network.accept();
  await seat.next("peer_back");
  guest.emit("leave_game");
  await seat.next("peer_left");
  expect(await snapshot()).toMatchObject({ joined: true, peer: "left" });
});

test.concurrent("S13 S11 a snapshot that cannot reach back far enough says so", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { options: STAY_AWAY });
  const { white, black } = pair;
  const place = parseOffset(black.lastOffset);
  for (let number = 1; number <= 300; number += 1) white.emit("game_move", { uci: `m${number}` });
  await black.until("300 moves", () => black.count("game_move") === 300);
  const heard = history(black);
  await using pages = new Resources();
  const ask = async (seq: number | undefined) => {
    const page = pages.use(await RawClient.connect(relay.url, STAY_AWAY));
    return page.ask("resume_game", { ticket: place?.ticket, seq });
  };
  expect(await ask(place?.seq)).toMatchObject({ complete: false, events: heard.slice(-256) });
  expect(await ask(heard.at(-257)?.seq)).toMatchObject({
    complete: true,
    events: heard.slice(-256),
  });
  expect(await ask(heard.at(-3)?.seq)).toMatchObject({ complete: true, events: heard.slice(-2) });
});

test.concurrent("S13 S7 a restarted relay resumes what the ticket knows", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { options: STAY_AWAY });
  const { white, black, code } = pair;
  const seats = [parseOffset(white.lastOffset), parseOffset(black.lastOffset)];
  await relay.kill();
  await relay.start();
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(relay.url);
  const first = await host.ask("resume_game", seats[0]);
  expect(first).toMatchObject({
    ok: true,
    color: "white",
    code,
    joined: true,
    peer: "away",
    complete: false,
  });
  const second = await guest.ask("resume_game", seats[1]);
  expect(second).toMatchObject({
    ok: true,
    color: "black",
    code,
    joined: true,
    peer: "online",
    complete: false,
  });
  guest.emit("game_move", { uci: "e7e5" });
  await host.next("game_move");
});

test.concurrent("S13 S5 a ticket that is not good answers SEAT_LOST and touches nothing", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  await using gone = await seatPair(relay);
  const { ticket = "", seq } = parseOffset(pair.black.lastOffset) ?? {};
  const left = parseOffset(gone.white.lastOffset);
  gone.white.emit("leave_game");
  await gone.black.next("peer_left");
  await using page = await RawClient.connect(relay.url);
  for (const bad of ["x", ticket.slice(0, -1), `${ticket}A`, `z${ticket.slice(1)}`, left?.ticket]) {
    expect(await page.ask("resume_game", { ticket: bad, seq })).toEqual(SEAT_LOST);
  }
  page.emit("resume_game", { ticket: "x", seq });
  expect((await page.next("error")).payload).toMatchObject({ code: "SEAT_LOST" });
  expect(await page.ask("game_move", { uci: "e7e5" })).toMatchObject({ ok: false });
  pair.black.emit("game_move", { uci: "e7e5" });
  await pair.white.next("game_move");
  expect(pair.white.story.slice(3)).toEqual([["game_move", { uci: "e7e5" }]]);
  expect(pair.black.links).toHaveLength(1);
});
