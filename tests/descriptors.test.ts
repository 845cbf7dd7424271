// Fewer descriptors than the settings want connections: said at the start, and no more are taken than there is room
// for, so that whoever plays goes on and the monitor gets its answer.

import type { Socket } from "socket.io-client";
import { io } from "socket.io-client";
import { expect, test } from "vitest";
import { seatPair } from "./raw-pair.ts";
import type { RelayProcess } from "./relay-process.ts";
import { startRelay } from "./relay-process.ts";

const DESCRIPTORS = 100;
const TOKEN = "a token for the monitor";

const few = { shell: `ulimit -n ${DESCRIPTORS}; exec "$@"` };

/** A client that tries once; it is connected, or it was sent away. */
async function knock(relay: RelayProcess, transport: string): Promise<Socket> {
  const options = { transports: [transport], reconnection: false, forceNew: true };
  const socket = io(relay.url, options);
  await new Promise<void>((resolve) => {
    socket.once("connect", resolve).once("connect_error", () => resolve());
    socket.io.once("close", () => resolve());
  });
  return socket;
}

test.concurrent("5.9 fewer descriptors than wanted connections are said once, with what to do", async () => {
  await using relay = await startRelay({ METRICS_TOKEN: TOKEN }, few);
  await relay.until("the warning", () => relay.output.includes("LimitNOFILE"));
  const warning = relay.output.split("\n").filter((line) => line.includes("MAX_CONNECTIONS"));
  expect(warning).toHaveLength(1);
  const answer = await fetch(`${relay.url}/metrics`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  const accepted = Number(/^relay_connections_limit (\d+)$/m.exec(await answer.text())?.[1]);
  expect(accepted).toBeGreaterThan(DESCRIPTORS / 3);
  expect(accepted).toBeLessThan(DESCRIPTORS);
  expect(warning[0]).toContain(`at most ${accepted} connections`);
});

test.concurrent("5.9 enough descriptors are nothing to speak of", async () => {
  await using relay = await startRelay({ MAX_CONNECTIONS: 40 }, few);
  await using pair = await seatPair(relay);
  await pair.white.barrier();
  expect(relay.output).not.toContain("MAX_CONNECTIONS");
});

test.concurrent.each(["websocket", "polling"])(
  "5.9 L4 more clients than descriptors by %s: some are refused, the game goes on, health answers",
  async (transport) => {
    const settings = { MAX_CONNECTIONS_PER_IP: 1000, PING_TIMEOUT_SECONDS: 60 };
    await using relay = await startRelay(settings, few);
    await using pair = await seatPair(relay);
    await using crowd = new Crowd();
    for (let batch = 0; batch < 6; batch += 1) {
      await crowd.grow(Array.from({ length: 25 }, () => knock(relay, transport)));
      expect(await (await fetch(`${relay.url}/health`)).text()).toBe("ok");
      expect(await pair.white.ask("game_move", "e2e4")).toEqual({ ok: true });
    }
    const inside = crowd.sockets.filter((socket) => socket.connected);
    expect(inside.length).toBeGreaterThan(DESCRIPTORS / 4);
    expect(inside.length).toBeLessThan(DESCRIPTORS);
    const answers: { readonly ok: boolean }[] = [];
    // One after another: by long-polling each takes a second descriptor while it asks.
    for (const socket of inside) {
      const asked = { name: "C", client: socket.id };
      answers.push(await socket.emitWithAck("create_game", asked));
    }
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(DESCRIPTORS / 4);
    expect(answers).toContainEqual(
      expect.objectContaining({ error: expect.objectContaining({ code: "RELAY_FULL" }) }),
    );
    await pair.black.until("every move", () => pair.black.count("game_move") === 6);
    expect(pair.white.connects + pair.black.connects).toBe(2);
  },
);

/** Clients that end together. */
class Crowd implements AsyncDisposable {
  readonly sockets: Socket[] = [];

  async grow(arrivals: readonly Promise<Socket>[]): Promise<void> {
    this.sockets.push(...(await Promise.all(arrivals)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.sockets) socket.disconnect();
  }
}
