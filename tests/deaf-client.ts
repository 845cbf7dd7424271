// A client that joins a game and then never reads again, as a crashed or malicious program would: a plain
// TCP socket that speaks just enough WebSocket.

import { on } from "node:events";
import type { Socket } from "node:net";
import { connect } from "node:net";

const HANDSHAKE = [
  "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
  "Host: relay",
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Version: 13",
  "\r\n",
].join("\r\n");

/** Takes the second seat of the game and stops reading. */
export async function joinDeaf(port: number, code: string): Promise<AsyncDisposable> {
  const socket: Socket = connect({ port, host: "127.0.0.1" });
  socket.on("error", () => undefined);
  socket.write(HANDSHAKE);
  await heard(socket, "pingInterval");
  socket.write(textFrame("40"));
  await heard(socket, '40{"sid"');
  socket.pause();
  socket.write(
    textFrame(`42${JSON.stringify(["join_game", { code, name: "Deaf", client: "d" }])}`),
  );
  return {
    async [Symbol.asyncDispose]() {
      socket.destroy();
    },
  };
}

/** Waits until the relay has written this. */
async function heard(socket: Socket, text: string): Promise<void> {
  let all = "";
  for await (const [chunk] of on(socket, "data")) {
    all += String(chunk);
    if (all.includes(text)) return;
  }
}

/** One masked text frame of less than 126 bytes; a mask of zeros is a mask. */
function textFrame(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]);
}
