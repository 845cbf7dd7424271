// The released app is never outrun (F8): what follows an event that opens a screen comes when that screen listens, after
// an absence, on a link that stalls, and live. The double loses what comes earlier, as the app does.

import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";

/** A link may stall for long here, and the relay's pings are a clock: more than two of them, whatever F8 adds, take two seconds. */
const STALLS = { PING_INTERVAL_SECONDS: 1, PING_TIMEOUT_SECONDS: 30 };
const LONG = 4;

/** A raw White, who does everything at once, and the app as Black behind a network of its own. */
async function meet() {
  await using stack = new Resources();
  const relay = stack.use(await startRelay(STALLS));
  const network = stack.use(await LinkProxy.before(relay));
  const white = stack.use(await RawClient.connect(relay.url));
  const app = stack.use(new AppDouble(network.url, "App"));
  await app.joinGame(await createGame(white));
  await app.until("the board", () => app.attentive);
  const all = stack.move();
  return { white, app, network, [Symbol.asyncDispose]: () => all[Symbol.asyncDispose]() };
}

type Meeting = Awaited<ReturnType<typeof meet>>;

/** White is ready and moves without waiting for anything. */
function rush({ white }: Meeting, uci = "e2e4"): void {
  white.emit("ready");
  white.emit("game_move", { uci });
}

/** The app's board has the move, and goes on. */
async function expectPlayed({ white, app }: Meeting, uci = "e2e4"): Promise<void> {
  await app.until("the move", () => app.attentive && app.core.moves.join() === uci);
  const known = white.count("game_move");
  app.move("e7e5");
  await white.until("the answer", () => white.count("game_move") > known);
  expect(app.core.moves).toEqual([uci, "e7e5"]);
  expect(app.phase).toBe("connected");
}

/** How White's ready and first move come in one burst. */
const BURSTS: Readonly<Record<string, (meeting: Meeting) => Promise<void>>> = {
  "after an absence": async (meeting) => {
    const { app, network } = meeting;
    network.keepAway();
    await app.disconnected();
    rush(meeting);
    network.accept();
  },
  "on a link that stalls for longer than any wait": async (meeting) => {
    const { white, network } = meeting;
    network.stall();
    rush(meeting);
    await white.pinged(LONG);
    network.flow();
  },
  live: async (meeting) => rush(meeting),
};

for (const [when, burst] of Object.entries(BURSTS)) {
  test.concurrent(`F8 S3 ready and the first move ${when}`, async () => {
    await using meeting = await meet();
    meeting.app.ready();
    await meeting.white.next("peer_ready");
    await burst(meeting);
    await expectPlayed(meeting);
  });

  test.concurrent(`F8 S3 the same in a rematch, ${when}`, async () => {
    await using meeting = await meet();
    const { white, app } = meeting;
    app.ready();
    white.emit("ready");
    await app.started();
    white.emit("game_move", { uci: "d2d4" });
    await app.until("the first game's move", () => app.core.moves.length === 1);
    app.resign();
    await white.next("resign");
    app.ready();
    await white.until("both readies", () => white.count("peer_ready") === 2);
    await burst(meeting);
    await expectPlayed(meeting);
  });
}

test.concurrent("F8 a move that answers the app's ready at once", async () => {
  await using meeting = await meet();
  const { white, app } = meeting;
  white.emit("ready");
  await app.next("peer_ready");
  white.socket.on("peer_ready", () => white.emit("game_move", { uci: "e2e4" }));
  app.ready();
  await expectPlayed(meeting);
});

for (const when of ["after an absence", "on a link that stalls", "live"]) {
  test.concurrent(`F8 S3 G4 joined and ready, ${when}`, async () => {
    await using relay = await startRelay(STALLS);
    await using network = await LinkProxy.before(relay);
    await using host = new AppDouble(network.url, "Host");
    await using guest = await RawClient.connect(relay.url);
    const code = await host.createGame();
    if (when === "after an absence") network.keepAway();
    if (when === "on a link that stalls") network.stall();
    guest.emit("join_game", { code, name: "Guest" });
    guest.emit("ready");
    await guest.barrier();
    if (when === "on a link that stalls") {
      await guest.pinged(LONG);
      network.flow();
    }
    network.accept();
    await host.until("the board", () => host.attentive);
    await host.next("peer_ready");
    host.ready();
    await host.started();
    expect(host.peerName).toBe("Guest");
  });
}

test.concurrent("F7 F8 an own move that waits comes back before its acknowledgement", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { named: false });
  const { white } = pair;
  const heard: number[] = [];
  const acknowledged = ["e2e4", "d2d4"].map(
    (uci) =>
      new Promise<void>((resolve) => {
        white.emit("game_move", { uci }, () => {
          heard.push(white.count("game_move"));
          resolve();
        });
      }),
  );
  const bad = await white.ask("game_move", { uci: 7 });
  expect(bad).toMatchObject({ ok: false, error: { code: "BAD_PAYLOAD" } });
  await Promise.all(acknowledged);
  expect(heard).toEqual([1, 2]);
});

test.concurrent("F8 heartbeats, absence and return pass what waits", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network, named: false });
  const { white, black } = pair;
  black.emit("game_move", { uci: "e7e5" });
  black.emit("heartbeat");
  await black.barrier();
  expect(white.count("game_move")).toBe(0);
  network.cut();
  await white.next("game_move");
  // The heartbeat leaves with the next thing that is written (H1).
  const order = white.received.map(({ event }) => event);
  expect(order.indexOf("peer_heartbeat")).toBeLessThan(order.indexOf("peer_away"));
  const others = order.filter((event) => event !== "peer_heartbeat");
  expect(others.slice(3)).toEqual(["peer_away", "peer_back", "game_move"]);
});
