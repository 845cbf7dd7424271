// What the relay refuses to protect itself and everybody's games (rules L). Each limit meets the one who
// exceeds it, nobody else.

import { expect, test } from "vitest";
import { joinDeaf } from "./deaf-client.ts";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

const refused = (code: string) => ({ ok: false, error: { code } });

/** Comes from another address, as told by the proxy in front. */
const from = (address: string) => ({ extraHeaders: { "x-forwarded-for": address } });

test.concurrent("L1 after too many wrong codes even the right one is refused, to that address only", async () => {
  await using relay = await startRelay({ JOIN_FAILURES_PER_MINUTE: 3, TRUST_PROXY: 1 });
  await using host = await RawClient.connect(relay.url, from("192.0.2.1"));
  await using guesser = await RawClient.connect(relay.url, from("192.0.2.2"));
  await using friend = await RawClient.connect(relay.url, from("192.0.2.3"));
  const code = await createGame(host);
  for (const wrong of ["AAAAAA", "no code", "BBBBBB"]) {
    expect(await guesser.ask("join_game", wrong, "G")).toMatchObject(refused("GAME_NOT_FOUND"));
  }
  expect(await guesser.ask("join_game", code, "G")).toMatchObject(refused("TOO_MANY_ATTEMPTS"));
  expect(await friend.ask("join_game", code, "F")).toMatchObject({ ok: true });
});

test.concurrent("L1 without a trusted proxy nobody talks himself into another address", async () => {
  await using relay = await startRelay({ JOIN_FAILURES_PER_MINUTE: 1 });
  await using one = await RawClient.connect(relay.url, from("192.0.2.1"));
  await using two = await RawClient.connect(relay.url, from("192.0.2.2"));
  expect(await one.ask("join_game", "AAAAAA", "G")).toMatchObject(refused("GAME_NOT_FOUND"));
  expect(await two.ask("join_game", "AAAAAA", "G")).toMatchObject(refused("TOO_MANY_ATTEMPTS"));
});

test.concurrent("L2 a flood ends its own link, and the seat stands", async () => {
  await using relay = await startRelay({ EVENTS_PER_SECOND: 2 });
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  // Twice the allowance in packets would end the link without a word.
  for (let sent = 0; sent < 15; sent += 1) white.emit("game_move", { uci: `m${sent}` });
  expect((await white.next("error")).payload).toMatchObject({ code: "TOO_MANY_EVENTS" });
  await black.next("peer_away");
  await black.next("peer_back");
  expect(await black.ask("game_move", { uci: "last" })).toEqual({ ok: true });
  await white.until("the last move", () =>
    white.story.some(([, payload]) => JSON.stringify(payload) === '{"uci":"last"}'),
  );
});

test.concurrent("L2 a connection cannot join namespaces without end", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  await using greedy = await RawClient.connect(relay.url, { reconnection: false });
  for (let each = 0; each < 10; each += 1) greedy.socket.io.socket(`/n${each}`).connect();
  await greedy.disconnected();
  expect(await pair.white.ask("game_move", "e2e4")).toEqual({ ok: true });
});

test.concurrent("L3 a full relay opens no more rooms, and its games go on", async () => {
  await using relay = await startRelay({ MAX_ROOMS: 1 });
  await using pair = await seatPair(relay);
  await using late = await RawClient.connect(relay.url);
  expect(await late.ask("create_game", "L")).toMatchObject(refused("RELAY_FULL"));
  expect(await pair.white.ask("game_move", "e2e4")).toEqual({ ok: true });
});

test.concurrent("L4 a client too many from one address is told so when it asks, and dropped", async () => {
  await using relay = await startRelay({ MAX_CONNECTIONS_PER_IP: 2 });
  await using pair = await seatPair(relay);
  await using third = await RawClient.connect(relay.url);
  third.emit("create_game", { name: "T" });
  expect((await third.next("error")).payload).toMatchObject({ code: "TOO_MANY_CONNECTIONS" });
  await third.disconnected();
  expect(third.links.at(-1)).toMatchObject({ reason: "io server disconnect" });
  expect(await pair.white.ask("game_move", "e2e4")).toEqual({ ok: true });
});

test.concurrent("L3 an address cannot open games without end", async () => {
  await using relay = await startRelay({ GAMES_PER_MINUTE: 2 });
  await using first = await RawClient.connect(relay.url);
  await using host = await RawClient.connect(relay.url);
  await using third = await RawClient.connect(relay.url);
  for (const each of [first, host]) {
    expect(await each.ask("create_game", "H")).toMatchObject({ ok: true });
  }
  expect(await third.ask("create_game", "H")).toMatchObject(refused("TOO_MANY_ATTEMPTS"));
  // Asking for the own game again opens none (G14).
  expect(await host.ask("create_game", "H")).toMatchObject({ ok: true });
  expect(await host.ask("game_move", "e2e4")).toEqual({ ok: true });
});

test.concurrent("L4 connections that join no namespace count too, and past twice the limit none is taken", async () => {
  await using relay = await startRelay({ MAX_CONNECTIONS_PER_IP: 2 });
  const open = async () => {
    const answer = await fetch(`${relay.url}/socket.io/?EIO=4&transport=polling`);
    await answer.text();
    return answer.status;
  };
  expect([await open(), await open()]).toEqual([200, 200]);
  await using third = await RawClient.connect(relay.url);
  expect(await third.ask("create_game", "T")).toMatchObject(refused("TOO_MANY_CONNECTIONS"));
  expect([await open(), await open()]).toEqual([200, 403]);
});

test.concurrent("L4 a full relay refuses newcomers, and gives seats back all the same", async () => {
  await using relay = await startRelay({ MAX_CONNECTIONS: 2 });
  await using pair = await seatPair(relay);
  await using late = await RawClient.connect(relay.url);
  expect(await late.ask("create_game", "L")).toMatchObject(refused("RELAY_FULL"));
  await using back = await RawClient.resume(relay.url, pair.white.session);
  expect(await back.ask("game_move", "e2e4")).toEqual({ ok: true });
});

test.concurrent("L5 pages of other origins are refused; the app, the own page and programs are not", async () => {
  await using relay = await startRelay({ ALLOWED_ORIGINS: "https://friends.example" });
  const connects = async (origin: string | undefined) => {
    const extraHeaders: Record<string, string> = origin === undefined ? {} : { origin };
    const query = await fetch(`${relay.url}/socket.io/?EIO=4&transport=polling`, {
      headers: extraHeaders,
    });
    await query.text();
    return query.status;
  };
  expect(await connects("https://evil.example")).toBe(403);
  for (const origin of ["https://friends.example", "tauri://localhost", relay.url, undefined]) {
    expect(await connects(origin)).toBe(200);
  }
});

test.concurrent("L6 a client that does not read is dropped, and costs its opponent nothing", async () => {
  // Long enough that the ping timeout cannot do the limit's work.
  await using relay = await startRelay({ PING_INTERVAL_SECONDS: 60, PING_TIMEOUT_SECONDS: 60 });
  await using host = await RawClient.connect(relay.url);
  await using _deaf = await joinDeaf(relay.port, await createGame(host));
  await host.next("peer_joined");
  const large = { x: "x".repeat(1000) };
  const gone = host.next("peer_away");
  const isDropped = gone.then(() => true);
  const isNot = async () => {
    await host.barrier();
    return false;
  };
  do {
    for (let sent = 0; sent < 100; sent += 1) host.emit("ready", large);
  } while (!(await Promise.race([isDropped, isNot()])));
  expect(await host.ask("game_move", "e2e4")).toEqual({ ok: true });
});
