// The relay that a user would write instead, with socket.io and nothing else: rooms by code, the same events, no seats
// that survive and no limits. Runs on Node and on Bun.

import { createServer } from "node:http";
import { Server } from "socket.io";
import { newGameCode } from "./game-code.ts";

interface Room {
  readonly host: string;
  players: number;
}

const rooms = new Map<string, Room>();

function newCode(): string {
  const code = newGameCode();
  return rooms.has(code) ? newCode() : code;
}

const http = createServer((_, response) => response.end("ok"));
const io = new Server(http, { serveClient: false });

io.on("connection", (socket) => {
  let code = "";
  const leave = () => {
    socket.to(code).emit("peer_left", {});
    rooms.delete(code);
    void socket.leave(code);
    code = "";
  };
  socket.on("create_game", async ({ name }: { name: string }) => {
    code = newCode();
    rooms.set(code, { host: name, players: 1 });
    await socket.join(code);
    socket.emit("game_created", { code });
  });
  socket.on("join_game", async (asked: { code: string; name: string }) => {
    const room = rooms.get(asked.code);
    if (!room) return void socket.emit("error", { message: "Game not found" });
    if (room.players > 1) return void socket.emit("error", { message: "Game is full" });
    room.players = 2;
    code = asked.code;
    await socket.join(code);
    socket.emit("game_joined", { color: "black", peerName: room.host, code });
    socket.to(code).emit("game_joined", { color: "white", peerName: asked.name, code });
    socket.to(code).emit("peer_joined", { peerName: asked.name });
  });
  socket.on("game_move", (move: unknown) => io.to(code).emit("game_move", move));
  socket.on("resign", (loser: unknown) => socket.to(code).emit("resign", loser));
  socket.on("offer_draw", () => socket.to(code).emit("offer_draw", {}));
  socket.on("accept_draw", () => io.to(code).emit("accept_draw", {}));
  socket.on("ready", (extras: unknown = {}) => socket.to(code).emit("peer_ready", extras));
  socket.on("heartbeat", () => {
    socket.emit("heartbeat_ack", {});
    socket.to(code).emit("peer_heartbeat", {});
  });
  socket.on("leave_game", () => {
    leave();
    socket.emit("left_game", {});
  });
  socket.on("disconnect", () => {
    if (code) leave();
  });
});

http.listen(Number(process.env.PORT), "127.0.0.1");
