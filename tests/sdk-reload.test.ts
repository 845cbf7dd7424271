// A page that is reloaded in mid-game: the seat, the events that were missed and the own ones that had not
// arrived come back from the tab's storage, and the history reads as if nothing had happened.

import type { HistoryEntry } from "@en-parlant/client";
import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import type { RelayProcess } from "./relay-process.ts";
import { startRelay } from "./relay-process.ts";
import type { SdkPair } from "./sdk-game.ts";
import { seatPlayers } from "./sdk-game.ts";
import { SdkPlayer, TabStorage } from "./sdk-player.ts";

/** What goes on between a page's end and the next one's begin. */
type Meanwhile = (game: SdkPair & { relay: RelayProcess; network: LinkProxy }) => Promise<void>;

const nothing: Meanwhile = async () => {};

const answered: Meanwhile = async ({ black }) => {
  await black.session.sendMove("e7e5");
  await black.session.offerDraw();
};

const restarted: Meanwhile = async ({ relay }) => {
  await relay.kill();
  await relay.start();
};

/** The histories of both players of a short game, White's page being reloaded in the middle or not. */
async function playGame(reloads: boolean, meanwhile: Meanwhile, unsent = false) {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  // Follows a restarted relay to its new port.
  await using blackNetwork = await LinkProxy.before(relay);
  await using players = await seatPlayers(network, blackNetwork);
  const { white, black } = players;
  await white.session.ready();
  await black.session.ready();
  await white.session.sendMove("e2e4", { whiteTime: 1, blackTime: 2 });
  await black.until("the move", () => black.moves.length === 1);
  if (reloads && unsent) network.silence();
  if (unsent) void white.session.offerDraw();
  if (reloads) {
    white.session.detach();
    network.freeze();
    expect(white.session.connection).toEqual({ status: "offline", reason: "closed" });
  }
  await meanwhile({ ...players, relay, network });
  if (reloads) await white.reload();
  const moves = black.moves.length;
  await white.until("what was missed", () => white.moves.length === moves);
  await black.until("the offer", () => black.heard("offer_draw") === Number(unsent));
  await white.session.sendMove("d2d4");
  await black.until("the last move", () => black.moves.length === moves + 1);
  expect(white.session.history).toEqual(white.told);
  expect(white.session.pending).toEqual([]);
  for (const player of players.both) {
    expect(player.errors).toEqual([]);
    expect(player.heard("peer_left")).toBe(0);
  }
  return { white: nameless(white.session.history), black: nameless(black.session.history) };
}

/** Codes are random. */
function nameless(history: readonly HistoryEntry[]): object[] {
  return history.map(({ event, payload, mine }) => ({
    event,
    mine,
    payload: "code" in payload ? { ...payload, code: "" } : payload,
  }));
}

test.concurrent.for([
  ["nothing missed", nothing, false],
  ["a move and an offer missed", answered, false],
  ["an own offer unsent", nothing, true],
  ["an own offer unsent and a move missed", answered, true],
  ["a restarted relay", restarted, false],
  ["a restarted relay and an own offer unsent", restarted, true],
] as const)(
  "S13 N5 a reload with %s leaves the history as it is without one",
  async ([, meanwhile, unsent]) => {
    const [reloaded, plain] = await Promise.all([
      playGame(true, meanwhile, unsent),
      playGame(false, meanwhile, unsent),
    ]);
    // Two who speak at once are heard in either order.
    const order = unsent && meanwhile === answered ? byText : asItIs;
    expect(order(reloaded.white)).toEqual(order(plain.white));
    expect(order(reloaded.black)).toEqual(order(plain.black));
  },
);

const asItIs = (entries: object[]) => entries;
const byText = (entries: object[]) => entries.map((entry) => JSON.stringify(entry)).sort();

test.concurrent("S13 N5 a page that crashes with a move under way has stored it", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using players = await seatPlayers(network, relay);
  const { white, black } = players;
  network.silence();
  void white.session.sendMove("e2e4");
  await network.until("the move to vanish", () => network.swallowed > 0);
  const storage = copyOf(white.storage);
  network.freeze();
  network.refuse();
  await using page = new SdkPlayer(relay.url, "White", { storage });
  const seat = await page.session.resume();
  expect(seat).toMatchObject({ color: "white", joined: true, peerName: "Black" });
  expect(page.moves).toEqual([{ uci: "e2e4", mine: true }]);
  await black.until("the move", () => black.moves.length === 1);
  await page.session.sendMove("e2e3");
  await black.until("the next", () => black.moves.length === 2);
  expect(black.moves).toEqual([
    { uci: "e2e4", mine: false },
    { uci: "e2e3", mine: false },
  ]);
});

test.concurrent.for(["before", "while"])(
  "S13 P5 a waiting host's page is reloaded, and somebody joins after it, or %s it is away",
  async (when) => {
    await using relay = await startRelay();
    await using white = new SdkPlayer(relay.url, "White");
    await using black = new SdkPlayer(relay.url, "Black");
    const { code } = await white.session.createGame("White", { options: { minutes: 5 } });
    white.session.detach();
    if (when === "while") await black.session.joinGame(code, "Black");
    await white.reload();
    if (when === "before") {
      expect(white.session.seat).toMatchObject({ code, color: "white", joined: false });
      expect(white.session.peer).toEqual({ status: "none" });
      await black.session.joinGame(code, "Black");
    }
    const seat = await white.session.waitForPeer();
    const options = { minutes: 5 };
    expect(seat).toEqual({
      code,
      color: "white",
      name: "White",
      joined: true,
      peerName: "Black",
      options,
    });
    // The host is told twice, and has waited for the first of the two.
    await white.until("all that a host is told", () => white.told.length > 2);
    expect(white.told.map(({ event }) => event)).toEqual([
      "game_created",
      "peer_joined",
      "game_joined",
    ]);
    await black.session.ready();
    await white.until("the opponent's ready", () => white.heard("peer_ready") === 1);
  },
);

test.concurrent("S13 a resume without a relay fails in time, and succeeds when there is one", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using players = await seatPlayers(relay, relay);
  const { white, black } = players;
  const storage = copyOf(white.storage);
  white.session.detach();
  network.refuse();
  await using page = new SdkPlayer(network.url, "White", { storage, timeoutMs: 1_000 });
  await expect(page.session.resume()).rejects.toMatchObject({ code: "UNREACHABLE" });
  expect(["connecting", "reconnecting"]).toContain(page.session.connection.status);
  void page.session.sendMove("e2e4");
  network.accept();
  await page.online();
  await black.until("the move", () => black.moves.length === 1);
  expect(await page.session.resume()).toMatchObject({ color: "white", joined: true });
});

test.concurrent("nothing is stored: resume is refused at once, without a connection", async () => {
  await using player = new SdkPlayer("http://127.0.0.1:9", "Ann");
  await expect(player.session.resume()).rejects.toMatchObject({ code: "SEAT_LOST" });
  expect(player.session.connection).toEqual({ status: "idle" });
});

test.concurrent.for(["forged", "expired", "of a room that ended"])(
  "S4 S5 S13 a stored ticket that is %s: the seat is lost, the storage clear, the session usable",
  async (fault) => {
    await using relay = await startRelay();
    await using players = await seatPlayers(relay, relay);
    const { white, black } = players;
    const storage = copyOf(white.storage);
    white.session.detach();
    black.session.detach();
    switch (fault) {
      case "forged":
        for (const [key, text] of storage.items) storage.items.set(key, forged(text));
        break;
      case "expired":
        await relay.kill();
        await relay.start(
          { CLOCK_AHEAD_SECONDS: 24 * 3600 + 1 },
          { preload: new URL("later-clock.ts", import.meta.url).pathname },
        );
        break;
      default:
        for (const player of players.both) {
          await player.reload();
          await player.session.leave();
        }
    }
    await using page = new SdkPlayer(relay.url, "White", { storage });
    await expect(page.session.resume()).rejects.toMatchObject({
      code: "SEAT_LOST",
      message: "This seat can no longer be resumed",
    });
    expect(storage.items.size).toBe(0);
    expect(page.session.seat).toBeUndefined();
    const { code } = await page.session.createGame("White");
    expect(code).toMatch(/^..-..-..$/);
  },
);

function copyOf(storage: TabStorage): TabStorage {
  const copy = new TabStorage();
  for (const [key, text] of storage.items) copy.items.set(key, text);
  return copy;
}

/** The record with another signature. */
function forged(text: string): string {
  const record = JSON.parse(text) as { place: { ticket: string } };
  const { ticket } = record.place;
  const last = ticket.at(-2) === "A" ? "B" : "A";
  record.place.ticket = `${ticket.slice(0, -2)}${last}${ticket.at(-1)}`;
  return JSON.stringify(record);
}
