// The floor: the frames of a game on `Bun.serve` by hand, with nothing that a relay needs besides. No rules, no decoding
// of moves, no limits, no long-polling, no seats that survive: what is left is what the exchange itself costs.
// With HOLD=on writes are held together: a peer's heartbeat waits up to two seconds for another write to that player,
// and a ping that is more than half due leaves beside an acknowledgement.

import { randomBytes } from "node:crypto";
import type { ServerSocket } from "../bun-runtime.ts";
import { bun } from "../bun-runtime.ts";
import { newGameCode } from "./game-code.ts";
import type { Waiting } from "./timer-wheel.ts";
import { TimerWheel } from "./timer-wheel.ts";

const PING_INTERVAL_MS = 6_000;
const PING_TIMEOUT_MS = 4_000;
const HELD_MS = 2_000;

const isHolding = process.env.HOLD !== "off";

const PING = "2";
const PONG = "3";
const HEARTBEAT = '42["heartbeat"]';
const ACK = '42["heartbeat_ack",{}]';
const PEER_HEARTBEAT = '42["peer_heartbeat",{}]';

/** As long as ours: a count and a ticket of 48 bytes. */
const OFFSET = `1a.${"x".repeat(64)}`;

interface Player extends Waiting {
  socket: ServerSocket<Player> | undefined;
  peer: Player | undefined;
  code: string;
  name: string;
  pingedAt: number;
  /** An unanswered ping. */
  isAsked: boolean;
  /** When the held heartbeat of the peer has to leave, 0 for none. */
  beatDue: number;
}

const waitingHosts = new Map<string, Player>();
const wheel = new TimerWheel<Player>(wake);

function newPlayer(): Player {
  return {
    slot: -1,
    socket: undefined,
    peer: undefined,
    code: "",
    name: "",
    pingedAt: 0,
    isAsked: false,
    beatDue: 0,
  };
}

function event(name: string, payload: unknown): string {
  return `42["${name}",${JSON.stringify(payload)},"${OFFSET}"]`;
}

function wake(player: Player, now: number): void {
  const { socket } = player;
  if (!socket) return;
  if (player.isAsked && now >= player.pingedAt + PING_TIMEOUT_MS) {
    socket.terminate();
    return;
  }
  socket.cork(() => {
    if (player.beatDue > 0 && now >= player.beatDue) sendHeldBeat(player, socket);
    if (!player.isAsked && now >= player.pingedAt + PING_INTERVAL_MS) ping(player, socket, now);
  });
  schedule(player);
}

function schedule(player: Player): void {
  const wait = player.isAsked ? PING_TIMEOUT_MS : PING_INTERVAL_MS;
  wheel.wakeAt(player, player.pingedAt + wait);
  if (player.beatDue > 0) wheel.wakeAt(player, player.beatDue);
}

function ping(player: Player, socket: ServerSocket<Player>, now: number): void {
  player.pingedAt = now;
  player.isAsked = true;
  socket.send(PING);
}

function sendHeldBeat(player: Player, socket: ServerSocket<Player>): void {
  if (player.beatDue === 0) return;
  player.beatDue = 0;
  socket.send(PEER_HEARTBEAT);
}

/** Called for the socket whose message it is, whose writes leave together when it has been dealt with. */
function heartbeat(player: Player, socket: ServerSocket<Player>): void {
  socket.send(ACK);
  const now = performance.now();
  const { peer } = player;
  if (!isHolding) return void peer?.socket?.send(PEER_HEARTBEAT);
  sendHeldBeat(player, socket);
  if (!player.isAsked && now >= player.pingedAt + PING_INTERVAL_MS / 2) ping(player, socket, now);
  if (!peer || peer.beatDue > 0) return;
  peer.beatDue = now + HELD_MS;
  wheel.wakeAt(peer, peer.beatDue);
}

/** What goes out to somebody whose message this is not. */
function deliver(player: Player | undefined, text: string): void {
  const socket = player?.socket;
  if (!player || !socket) return;
  if (player.beatDue === 0) return void socket.send(text);
  socket.cork(() => {
    socket.send(text);
    sendHeldBeat(player, socket);
  });
}

function forwardToBoth(player: Player, socket: ServerSocket<Player>, text: string): void {
  const withOffset = `${text.slice(0, -1)},"${OFFSET}"]`;
  deliver(player.peer, withOffset);
  socket.send(withOffset);
  sendHeldBeat(player, socket);
}

function open(player: Player, socket: ServerSocket<Player>): void {
  player.socket = socket;
  player.pingedAt = performance.now();
  schedule(player);
  const sid = randomBytes(15).toString("base64url");
  socket.send(
    `0{"sid":"${sid}","upgrades":[],"pingInterval":${PING_INTERVAL_MS},"pingTimeout":${PING_TIMEOUT_MS},"maxPayload":16384}`,
  );
}

function connect(socket: ServerSocket<Player>): void {
  const [sid, pid] = [randomBytes(15).toString("base64url"), randomBytes(15).toString("base64url")];
  socket.send(`40{"sid":"${sid}","pid":"${pid}"}`);
}

function createGame(player: Player, { name }: { name: string }): string {
  player.code = newGameCode();
  player.name = name;
  waitingHosts.set(player.code, player);
  return event("game_created", { code: player.code });
}

function joinGame(player: Player, { code, name }: { code: string; name: string }): string {
  const host = waitingHosts.get(code);
  if (!host) return '42["error",{"message":"Game not found"}]';
  waitingHosts.delete(code);
  player.peer = host;
  host.peer = player;
  deliver(host, event("game_joined", { color: "white", peerName: name, code }));
  deliver(host, event("peer_joined", { peerName: name }));
  return event("game_joined", { color: "black", peerName: host.name, code });
}

function leave(player: Player): void {
  deliver(player.peer, event("peer_left", {}));
  if (player.peer) player.peer.peer = undefined;
  player.peer = undefined;
  waitingHosts.delete(player.code);
}

function message(player: Player, socket: ServerSocket<Player>, text: string): void {
  if (text === PONG) player.isAsked = false;
  else if (text === HEARTBEAT) heartbeat(player, socket);
  else if (text.startsWith('42["game_move"')) forwardToBoth(player, socket, text);
  else if (text.startsWith("40")) connect(socket);
  else if (text.startsWith("41")) socket.close();
  else request(player, socket, text);
}

function request(player: Player, socket: ServerSocket<Player>, text: string): void {
  const [name, payload] = JSON.parse(text.slice(2));
  if (name === "create_game") socket.send(createGame(player, payload));
  else if (name === "join_game") socket.send(joinGame(player, payload));
  else if (name === "leave_game") {
    leave(player);
    socket.send('42["left_game",{},"-"]');
  } else deliver(player.peer, text);
}

bun.serve<Player>({
  port: Number(process.env.PORT),
  hostname: "127.0.0.1",
  fetch(request, server) {
    if (server.upgrade(request, { data: newPlayer() })) return undefined;
    return new Response("ok");
  },
  websocket: {
    perMessageDeflate: false,
    idleTimeout: 0,
    sendPings: false,
    maxPayloadLength: 16_384,
    open: (socket) => open(socket.data, socket),
    message: (socket, text) => message(socket.data, socket, String(text)),
    close({ data: player }) {
      leave(player);
      player.socket = undefined;
    },
  },
});
