// A proxy before the relay that lets no WebSocket through until enough has been said by polling: so an upgrade falls into
// the middle of a game, wherever the client runs and however quick it is.

import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

/** Where to connect instead of to the relay. */
export interface LateUpgrades extends AsyncDisposable {
  readonly url: string;
}

/** @param pieces - how many times clients that poll have written, before the first WebSocket is let through */
export async function lateUpgrades(port: number, pieces: number): Promise<LateUpgrades> {
  const sockets = new Set<Socket>();
  let waiting: (() => void)[] = [];
  let polled = 0;
  const server = createServer((client) => {
    const relay = connect(port, "127.0.0.1");
    for (const [socket, other] of [
      [client, relay],
      [relay, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    relay.pipe(client);
    client.once("data", (first) => {
      const pass = () => {
        relay.write(first);
        client.pipe(relay);
      };
      if (polled < pieces && String(first).includes("transport=websocket")) {
        client.pause();
        waiting.push(pass);
        return;
      }
      pass();
      count();
      client.on("data", count);
    });
  });
  const count = () => {
    polled += 1;
    if (polled < pieces) return;
    for (const pass of waiting) pass();
    waiting = [];
  };
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
