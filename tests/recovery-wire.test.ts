// Seat recovery seen closely, by clients under full control: who gets the seat, what is replayed, what
// is lost (rules S2, S3, S6, S11, S12).

import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";

const move = (number: number) => ["game_move", { uci: `move ${number}` }] as const;
const moves = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => move(from + index));

test.concurrent("S2 S3 a resume replays exactly the events after its offset, then goes on live", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network, options: { reconnection: false } });
  const { white, black } = pair;
  for (const [event, payload] of moves(1, 10)) white.emit(event, payload);
  await black.until("ten moves", () => black.count("game_move") === 10);
  network.cut();
  await black.disconnected();
  const { pid } = black.connection;
  const offset = black.received.find(({ args }) => JSON.stringify(args).includes("move 4"))?.offset;
  await using again = await RawClient.resume(relay.url, { pid, offset });
  white.emit(...move(11));
  await again.until("the last move", () => again.count("game_move") === 7);
  expect(again.connection.pid).toBe(pid);
  await again.barrier();
  expect(again.story).toEqual(moves(5, 11));
  again.emit(...move(12));
  await white.until("the answer", () => white.story.some(([, data]) => same(data, move(12)[1])));
});

test.concurrent("S2 a fresh connection gets a session id of its own", async () => {
  await using relay = await startRelay();
  await using first = await RawClient.connect(relay.url);
  await using second = await RawClient.connect(relay.url);
  expect(first.connection.pid).not.toBe(second.connection.pid);
  expect(first.connection.recovered).toBe(false);
});

test.concurrent.for(["websocket", "polling"])(
  "S6 the newest holder wins, and the older link by %s hears of it as a lost link",
  async (transport) => {
    await using relay = await startRelay();
    const options = { reconnection: false, transports: [transport] };
    await using pair = await seatPair(relay, { options });
    const { white, black } = pair;
    await using newer = await RawClient.resume(relay.url, black.session);
    await black.disconnected();
    // "io server disconnect" would tell an app never to come back.
    expect(black.links.at(-1)).toEqual({ up: false, reason: "transport close" });
    white.emit(...move(1));
    await newer.next("game_move");
    newer.emit(...move(2));
    await white.until("the answer", () => white.count("game_move") === 2);
    await Promise.all([white.barrier(), newer.barrier()]);
    expect(white.story.slice(3)).toEqual(moves(1, 2));
    expect(newer.story).toEqual(moves(1, 2));
  },
);

test.concurrent("S6 of many who claim a seat at once, one holds it and the rest are closed", async () => {
  await using relay = await startRelay();
  await using stack = new Resources();
  const { white, black } = stack.use(await seatPair(relay, { options: { reconnection: false } }));
  const claims = Array.from({ length: 8 }, () => RawClient.resume(relay.url, black.session));
  const claimants = await Promise.all(claims);
  for (const claimant of claimants) stack.use(claimant);
  const holders = () => claimants.filter((claimant) => claimant.online);
  // A round trip tells who is still there: those who have been replaced hear of their end.
  while (holders().length > 1) {
    await Promise.allSettled(holders().map((holder) => holder.barrier()));
  }
  for (const holder of holders()) holder.emit(...move(1));
  await white.next("game_move");
  expect(white.story.slice(3)).toEqual(moves(1, 1));
  expect(black.online).toBe(false);
});

test.concurrent("S3 F7 under fire: no drop loses, repeats or reorders anything", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network });
  const { white, black } = pair;
  let sent = 0;
  for (const drop of [1, 2, 3, 4, 5, 6]) {
    const goal = black.count("game_move") + 15;
    const fire = (): void => {
      sent += 1;
      white.emit(...move(sent));
    };
    while (black.count("game_move") < goal) {
      fire();
      await white.until("the echo", () => white.count("game_move") >= sent);
    }
    network.cut();
    // The fire goes on while the player is away and comes back, within what the log can hold (S11).
    for (let shots = 0; shots < 200 && black.connects < 1 + drop; shots += 1) {
      fire();
      await white.until("the echo", () => white.count("game_move") >= sent);
    }
    await black.connected(1 + drop);
  }
  sent += 1;
  white.emit(...move(sent));
  await white.until("the last echo", () => white.count("game_move") >= sent);
  await black.until("the last move", () => same(black.story.at(-1)?.[1], move(sent)[1]));
  expect(black.story.slice(1)).toEqual(moves(1, sent));
  expect(white.story.filter(([event]) => event === "game_move")).toEqual(moves(1, sent));
});

test.concurrent("S11 who missed more than 256 events gets the newest 256", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network });
  const { white, black } = pair;
  network.keepAway();
  await white.next("peer_away");
  for (const [event, payload] of moves(1, 300)) white.emit(event, payload);
  await white.until("his moves", () => white.count("game_move") === 300);
  network.accept();
  await black.until("the newest", () => same(black.story.at(-1)?.[1], move(300)[1]));
  await black.barrier();
  expect(black.story.slice(1)).toEqual(moves(45, 300));
});

test.concurrent("S11 of large events the log keeps the newest 32 KB", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network });
  const { white, black } = pair;
  network.keepAway();
  await white.next("peer_away");
  const large = (number: number) => ["peer_ready", { number, filler: "x".repeat(950) }] as const;
  const all = Array.from({ length: 80 }, (_, index) => large(index));
  for (const [, payload] of all) white.emit("ready", payload);
  await white.barrier();
  network.accept();
  await black.until("the newest", () => same(black.story.at(-1)?.[1], large(79)[1]));
  await black.barrier();
  const kept = black.story.slice(1);
  expect(kept).toEqual(all.slice(-kept.length));
  const size = kept.reduce((sum, [, payload]) => sum + JSON.stringify(payload).length, 0);
  expect(size).toBeLessThanOrEqual(32 * 1024);
  expect(size).toBeGreaterThan(30 * 1024);
});

test.concurrent("S12 what was written to a dead link is lost, what is sent after a resume is not", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network });
  const { white, black } = pair;
  network.silence();
  black.emit(...move(1));
  await network.until("the move to vanish", () => network.swallowed > 0);
  network.freeze();
  await black.connected(2);
  black.emit(...move(2));
  await white.next("game_move");
  await black.next("game_move");
  expect(white.story.slice(3)).toEqual(moves(2, 2));
  expect(black.story.slice(1)).toEqual(moves(2, 2));
});

test.concurrent("C1 S2 S3 a player on long-polling keeps his seat as well", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  const options = { transports: ["polling"] };
  await using pair = await seatPair(relay, { black: network, options });
  const { white, black } = pair;
  network.keepAway();
  await black.disconnected();
  white.emit(...move(1));
  await white.next("game_move");
  network.accept();
  await black.connected(2);
  expect(black.connection.recovered).toBe(true);
  black.emit(...move(2));
  await white.until("the answer", () => white.count("game_move") === 2);
  await black.until("both moves", () => black.count("game_move") === 2);
  expect(black.story.slice(1)).toEqual(moves(1, 2));
  expect(white.count("peer_left")).toBe(0);
});

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
