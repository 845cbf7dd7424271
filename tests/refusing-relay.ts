// A relay that opens games and gives no seat back, on the real socket.io server: it refuses every `resume_game` as it
// is told to. Not the relay of this project, whose refusals are few.

import { once } from "node:events";
import { createServer } from "node:http";
import { Server } from "socket.io";

/** A running relay. */
export interface RefusingRelay extends AsyncDisposable {
  readonly url: string;
  /** How often it was asked for a seat. */
  readonly asked: number;
}

/** @param refusal - the payload of each `error` */
export async function startRefusingRelay(refusal: object): Promise<RefusingRelay> {
  const http = createServer();
  const io = new Server(http);
  let asked = 0;
  io.on("connection", (socket) => {
    socket.on("resume_game", () => {
      asked += 1;
      socket.emit("error", refusal);
    });
    socket.on("create_game", () => {
      socket.emit("game_created", { code: "AB-CD-EF" }, "1.ticket");
    });
    socket.on("heartbeat", () => socket.emit("heartbeat_ack", {}));
  });
  await once(http.listen(0, "127.0.0.1"), "listening");
  const { port } = http.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    get asked() {
      return asked;
    },
    async [Symbol.asyncDispose]() {
      await io.close();
    },
  };
}
