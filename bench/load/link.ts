// A player's connection as the load sees it, whatever it runs over: packets of Engine.IO in both directions, and an end.

import { textFrame } from "./websocket-frames.ts";

/** A packet made ready once, to be sent by thousands. */
export interface Packet {
  readonly text: string;
  readonly frame: Uint8Array;
}

export function packet(text: string): Packet {
  return { text, frame: textFrame(text) };
}

/** A connection. */
export interface Link {
  send(packet: Packet): void;
  /** Ends it after what was sent. */
  close(): void;
  /** Ends it as a lost network does: no close frame, nothing said. */
  cut(): void;
}

/** What a connection tells its player. */
export interface LinkEvents {
  packet(text: string): void;
  /** It is over, for whatever reason. */
  closed(): void;
}

/** What has gone over all connections, in bytes above TCP. */
export const traffic = { sent: 0, received: 0, reads: 0 };

/** What both kinds of connection say of themselves: what a webview says. */
export const headers = [
  "Origin: tauri://localhost",
  "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko)",
  "Accept: */*",
  "Accept-Language: en-US",
  "Accept-Encoding: gzip, deflate",
].join("\r\n");
