// The official Socket.IO server as a process: the oracle of the differential tests. Its application says and does the same
// as that of ours, in echo-application.ts.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Socket } from "socket.io";
import { Server } from "socket.io";
import { settingsOf, speak } from "./server-settings.ts";

const settings = settingsOf(process.argv);
const http = createServer((_request, response) => response.writeHead(404).end());
// Connections stay until the tests end them.
http.keepAliveTimeout = 0;
const io = new Server(http, {
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  destroyUpgrade: false,
  pingInterval: settings.pingIntervalMs,
  pingTimeout: settings.pingTimeoutMs,
  connectTimeout: settings.connectTimeoutMs,
  upgradeTimeout: settings.upgradeTimeoutMs,
  maxHttpBufferSize: settings.maxPayloadBytes,
});
const ends: string[] = [];

io.on("connection", echo);
io.of("/custom").on("connection", echo);
io.of("/refusing").use((_socket, next) => next(new Error("not here")));

function echo(socket: Socket): void {
  socket.emit("auth", socket.handshake.auth);
  socket.on("message", (...args: unknown[]) => {
    if (typeof args.at(-1) === "function") args.pop();
    socket.emit("message-back", ...args);
  });
  socket.on("message-with-ack", (...args: unknown[]) => {
    const acknowledge = args.pop();
    if (typeof acknowledge === "function") acknowledge(...args);
  });
  socket.on("acknowledge-twice", (...args: unknown[]) => {
    const acknowledge = args.pop();
    if (typeof acknowledge !== "function") return;
    acknowledge("first");
    acknowledge("second");
  });
  socket.on("burst", (size: unknown) => {
    for (let n = 0; n < Math.min(Number(size), 20); n += 1) socket.emit("burst", n);
  });
  socket.on("farewell", (text: unknown) => {
    socket.emit("farewell", text);
    socket.conn.close();
  });
  socket.on("leave", () => socket.disconnect());
  socket.on("disconnect", (reason) => ends.push(reason));
}

http.listen(settings.port, "127.0.0.1", () => {
  const { port } = http.address() as AddressInfo;
  const sockets = () =>
    [...io._nsps.values()].reduce((sum, { sockets: { size } }) => sum + size, 0);
  const { heapUsed } = process.memoryUsage();
  speak(port, {
    counts: () => ({
      sessions: io.engine.clientsCount,
      sockets: sockets(),
      timers: 0,
      heapBytes: heapUsed,
    }),
    ends: () => ends.splice(0),
  });
});
