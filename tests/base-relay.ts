// The relay of today, which older installations still run: a small one on the real socket.io server that speaks
// the base events only. It echoes nothing, acknowledges nothing, knows no tickets, wants a code with its dashes,
// and ends a room at the first disconnect. Not the relay of this project.

import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { Socket } from "socket.io";
import { Server } from "socket.io";

/** A running relay. */
export interface BaseRelay extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
}

interface Room {
  readonly host: string;
  players: number;
}

/** Rooms by code, and codes by socket id; a room may outlive the codes that lead to it. */
interface State {
  readonly rooms: Map<string, Room>;
  readonly codes: Map<string, string>;
}

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const PING_MS = 5_000;

/** Starts one on a free port. */
export async function startBaseRelay(): Promise<BaseRelay> {
  const http = createServer();
  const io = new Server(http, { pingInterval: PING_MS, pingTimeout: PING_MS });
  const state: State = { rooms: new Map(), codes: new Map() };
  io.on("connection", (socket) => serve(socket, state));
  await once(http.listen(0, "127.0.0.1"), "listening");
  const { port } = http.address() as { port: number };
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      await io.close();
    },
  };
}

function serve(socket: Socket, state: State): void {
  socket.on("create_game", (data) => createGame(socket, state, data));
  socket.on("join_game", (data) => joinGame(socket, state, data));
  const forward = (event: string, payload: object) => {
    const code = state.codes.get(socket.id);
    if (code !== undefined) socket.to(code).emit(event, payload);
  };
  socket.on("game_move", (data) => {
    const { uci, whiteTime = null, blackTime = null } = data ?? {};
    if (typeof uci === "string") forward("game_move", { uci, whiteTime, blackTime });
  });
  socket.on("resign", (data) => {
    if (typeof data?.color === "string") forward("resign", { color: data.color });
  });
  socket.on("offer_draw", () => forward("offer_draw", {}));
  socket.on("accept_draw", () => forward("accept_draw", {}));
  socket.on("ready", () => forward("peer_ready", {}));
  socket.on("heartbeat", () => {
    socket.emit("heartbeat_ack", {});
    forward("peer_heartbeat", {});
  });
  socket.on("disconnecting", () => {
    forward("peer_left", {});
    state.rooms.delete(state.codes.get(socket.id) ?? "");
    state.codes.delete(socket.id);
  });
}

function createGame(socket: Socket, { rooms, codes }: State, data: { name?: unknown }): void {
  if (typeof data?.name !== "string") return;
  const letters = Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  const code = letters.join("").replace(/(..)(..)(..)/, "$1-$2-$3");
  rooms.set(code, { host: data.name, players: 1 });
  sit(socket, codes, code);
  socket.emit("game_created", { code });
}

function joinGame(socket: Socket, { rooms, codes }: State, data: Record<string, unknown>): void {
  if (typeof data?.code !== "string" || typeof data.name !== "string") return;
  const code = data.code.toUpperCase();
  const room = rooms.get(code);
  if (!room || room.players >= 2) {
    socket.emit("error", { message: room ? "Game is full" : "Game not found" });
    return;
  }
  room.players = 2;
  sit(socket, codes, code);
  socket.emit("game_joined", { color: "black", peerName: room.host });
  socket.to(code).emit("peer_joined", { peerName: data.name });
}

/** Whoever sat elsewhere goes without a word. */
function sit(socket: Socket, codes: Map<string, string>, code: string): void {
  const left = codes.get(socket.id);
  if (left !== undefined) void socket.leave(left);
  codes.set(socket.id, code);
  void socket.join(code);
}
