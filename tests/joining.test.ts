// How two players find each other: creating, joining, being refused (rules G1 to G8, G12).

import { ROOM_CODE_ALPHABET } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";

const NOT_FOUND = { code: "GAME_NOT_FOUND", message: "Game not found" };
const FULL = { code: "GAME_FULL", message: "Game is full" };

test.concurrent("G1 G2 a game's code is drawn from the alphabet and never one in use", async () => {
  await using relay = await startRelay();
  await using clients = new Resources();
  const pattern = new RegExp(`^(?:[${ROOM_CODE_ALPHABET}]{2}-){2}[${ROOM_CODE_ALPHABET}]{2}$`);
  const codes: string[] = [];
  for (let round = 0; round < 8; round += 1) {
    const hosts = await Promise.all(Array.from({ length: 10 }, () => RawClient.connect(relay.url)));
    for (const host of hosts) clients.use(host);
    codes.push(...(await Promise.all(hosts.map((host) => createGame(host)))));
  }
  for (const code of codes) expect(code).toMatch(pattern);
  expect(new Set(codes).size).toBe(80);
  // 480 characters of 31: each position sees more than a few of them, unless the source is broken.
  expect(new Set(codes.join("")).size).toBeGreaterThan(25);
});

test.concurrent("5.15 G3 a code is accepted in any case and width, with dashes, spaces and unseen characters anywhere", async () => {
  await using relay = await startRelay();
  const typings: ((code: string) => string)[] = [
    (code) => code,
    (code) => code.replaceAll("-", ""),
    (code) => code.toLowerCase(),
    (code) => ` ${code.replaceAll("-", " ")} `,
    (code) => code.replaceAll("-", "–"),
    (code) => [...code.replaceAll("-", "")].join(" - "),
    (code) => code.replaceAll("-", "－"),
    (code) => `\u200b${[...code].join("\u2060")}\ufeff`,
    (code) => code.replace(/[A-Z0-9]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  ];
  for (const typed of typings) {
    await using host = await RawClient.connect(relay.url);
    await using guest = await RawClient.connect(relay.url);
    const code = await createGame(host);
    guest.emit("join_game", { code: typed(code), name: "Guest" });
    expect((await guest.next("game_joined")).payload).toMatchObject({ color: "black", code });
  }
});

test.concurrent("G4 G5 G12 both learn colour, code, the other's cleaned name and what it tells of itself", async () => {
  await using relay = await startRelay();
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(relay.url);
  const options = {
    variant: "chess960",
    clock: { minutes: 5, increment: 3 },
    rated: false,
    tags: [1],
  };
  host.emit("create_game", { name: " \u202Eevil\u0007\t \u2066name\u0000 ", options });
  const { code } = (await host.next("game_created")).payload as { code: string };
  const peerOptions = { page: 1, tags: ["♞"] };
  guest.emit("join_game", { code, name: "é".repeat(60), options: peerOptions });
  await Promise.all([guest.next("game_joined"), host.next("game_joined")]);
  const long = "é".repeat(40);
  expect(guest.story).toEqual([
    ["game_joined", { color: "black", peerName: "evil name", code, options }],
  ]);
  expect(host.story).toEqual([
    ["game_created", { code }],
    ["peer_joined", { peerName: long, peerOptions }],
    ["game_joined", { color: "white", peerName: long, code, options, peerOptions }],
  ]);
});

test.concurrent("G4 G12 without options the field is absent, and an empty name becomes Player", async () => {
  await using relay = await startRelay();
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(relay.url);
  host.emit("create_game", { name: "" });
  const { code } = (await host.next("game_created")).payload as { code: string };
  guest.emit("join_game", { code, name: " \u200B\u2060 " });
  expect((await guest.next("game_joined")).payload).toStrictEqual({
    color: "black",
    peerName: "Player",
    code,
  });
  expect((await host.next("peer_joined")).payload).toStrictEqual({ peerName: "Player" });
});

test.concurrent("G6 unknown, ended and impossible codes all answer Game not found", async () => {
  await using relay = await startRelay();
  await using host = await RawClient.connect(relay.url);
  const ended = await createGame(host);
  host.emit("leave_game");
  await host.barrier();
  await using guest = await RawClient.connect(relay.url);
  for (const code of [
    "AA-AA-AA",
    ended,
    "hello",
    "A1-0O-IL",
    "AB-CD-EFG",
    "❤",
    "",
    "A".repeat(5000),
  ]) {
    guest.emit("join_game", { code, name: "Guest" });
    expect((await guest.next("error")).payload).toEqual(NOT_FOUND);
  }
  await using app = new AppDouble(relay.url, "App");
  await expect(app.joinGame("22-22-22")).rejects.toThrow(/^Game not found$/);
});

test.concurrent("G7 there is never a third seat, nor one where a player has left", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  await using third = await RawClient.connect(relay.url);
  third.emit("join_game", { code: pair.code, name: "Third" });
  expect((await third.next("error")).payload).toEqual(FULL);
  await using app = new AppDouble(relay.url, "App");
  await expect(app.joinGame(pair.code)).rejects.toThrow(/^Game is full$/);

  pair.black.emit("leave_game");
  await pair.white.next("peer_left");
  third.emit("join_game", { code: pair.code, name: "Third" });
  expect((await third.next("error")).payload).toEqual(FULL);
  // The one who left cannot sit down again either.
  pair.black.emit("join_game", { code: pair.code, name: "Black" });
  expect((await pair.black.next("error")).payload).toEqual(FULL);
  await pair.white.barrier();
  expect(pair.white.count("game_joined")).toBe(1);
});

test.concurrent("G8 G9 a host cannot join his own game, and keeps his seat", async () => {
  await using relay = await startRelay();
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(relay.url);
  const code = await createGame(host);
  host.emit("join_game", { code, name: "Host" });
  expect((await host.next("error")).payload).toMatchObject({ code: "OWN_GAME" });
  guest.emit("join_game", { code, name: "Guest" });
  await guest.next("game_joined");
  guest.emit("game_move", { uci: "e7e5" });
  expect((await host.next("game_move")).payload).toEqual({ uci: "e7e5" });
  expect(host.count("peer_left")).toBe(0);
});
