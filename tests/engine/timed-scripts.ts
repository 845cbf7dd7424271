// Scripts in which something comes by itself: pings, their missing answers, handshakes and upgrades that take too long.
// They wait for it, so they need a brisk server. Know no server.

import type { Script, Step } from "./script.ts";
import type { ServerSettings } from "./server-settings.ts";
import { CALM } from "./server-settings.ts";

/** Long enough that on a busy machine nothing comes before its time: half of an interval is a ping's for ours. */
export const TIMED: ServerSettings = {
  ...CALM,
  pingIntervalMs: 2000,
  pingTimeoutMs: 3000,
  connectTimeoutMs: 3000,
  upgradeTimeoutMs: 1000,
};

const OPEN: Step = { do: "open", target: "/socket.io/?EIO=4&transport=websocket" };
const HANDSHAKE: Step = {
  do: "request",
  method: "GET",
  target: "/socket.io/?EIO=4&transport=polling",
};
const UPGRADE: Step = { do: "open", target: "/socket.io/?EIO=4&transport=websocket&sid=$sid" };
const JOIN: Step = { do: "post", body: "40" };
const PONG: Step = { do: "post", body: "3" };
const POLL: Step = { do: "poll" };

/** Something comes by WebSocket, or to the poll that waits. */
const COMES: Step = { do: "wait", link: 0 };
const POLL_COMES: Step = { do: "wait" };

const saying = (text: string): Step => ({ do: "send", link: 0, frames: [{ text }] });

/** By what they show. */
export const timedScripts: Readonly<Record<string, Script>> = {
  "pings by WebSocket, answered": [
    OPEN,
    saying("40"),
    COMES,
    saying("3"),
    COMES,
    saying("3"),
    COMES,
  ],
  "a ping by WebSocket, not answered": [OPEN, saying("40"), COMES, COMES, saying('42["message"]')],
  "answers that nobody asked for": [
    OPEN,
    saying("40"),
    saying("3"),
    saying("3"),
    COMES,
    saying("3"),
    COMES,
  ],
  "a WebSocket that joins nothing": [OPEN, COMES, saying("3"), COMES],
  "a WebSocket that is refused": [OPEN, saying("40/refusing,"), COMES, saying("3"), COMES],
  "a WebSocket that has left": [
    OPEN,
    saying("40"),
    saying("41"),
    COMES,
    saying("3"),
    COMES,
    saying("3"),
  ],
  "pings to polls, answered": [HANDSHAKE, JOIN, POLL, POLL_COMES, PONG, POLL_COMES, PONG],
  "a ping to a poll, not answered": [HANDSHAKE, JOIN, POLL, POLL_COMES, POLL_COMES, JOIN],
  "a poll that joins nothing": [HANDSHAKE, POLL, POLL_COMES, PONG, POLL_COMES],
  // The WebSocket tells the time: it ends just after the session that polls has been ended.
  "a session that joins nothing, between two polls": [
    HANDSHAKE,
    OPEN,
    COMES,
    saying("3"),
    COMES,
    POLL,
  ],
  "an upgrade that says nothing": [HANDSHAKE, JOIN, UPGRADE, COMES, saying("5"), POLL],
  "an upgrade that stops at the probe": [
    HANDSHAKE,
    JOIN,
    UPGRADE,
    { do: "probe", link: 0 },
    COMES,
    POLL,
  ],
  "pings after an upgrade": [
    HANDSHAKE,
    JOIN,
    POLL,
    UPGRADE,
    { do: "probe", link: 0 },
    saying("5"),
    COMES,
    saying("3"),
    COMES,
    saying('42["message"]'),
  ],
};
