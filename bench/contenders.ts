// Who runs in the bench: our relay three ways, what a user would write with socket.io, the floor, and the peers given.
// Each is a command that finds its port in PORT. Starts nothing.

import { join } from "node:path";
import { bun, bunCommand, root, toolNode } from "../tools/runtimes.mjs";
import type { Peer } from "./arguments.ts";
import type { ShapeName } from "./figures.ts";

/** One relay of the bench. */
export interface Contender {
  readonly name: string;
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The name under which the single binary runs: it has to be built first. */
export const BINARY = "relay-binary";

/** All players come from one address here, and come at once: no limit may be what is measured. */
const UNLIMITED = {
  HOST: "127.0.0.1",
  RELAY_SECRET: "a secret of the bench, long enough",
  MAX_ROOMS: "1000000",
  MAX_CONNECTIONS: "19000",
  MAX_CONNECTIONS_PER_IP: "1000000",
  JOIN_FAILURES_PER_MINUTE: "1000000",
  GAMES_PER_MINUTE: "1000000",
  EVENTS_PER_SECOND: "1000000",
} as const;

/** What a list of contenders is made from. */
interface Field {
  /** Where the single binary is, or will be. */
  readonly binary: string;
  readonly peers: readonly Peer[];
  /** Further settings of our relay. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Everybody, in the order of the table. */
export function allContenders({ binary, peers, settings }: Field): readonly Contender[] {
  const main = join(root, "packages/relay/src/main.ts");
  const relay = { ...UNLIMITED, ...settings };
  const plain = join(root, "bench/relays/plain-relay.ts");
  const floor = [bun, join(root, "bench/relays/floor-relay.ts")];
  return [
    { name: "relay-bun", command: [...bunCommand, main], environment: relay },
    { name: "relay-node", command: [toolNode(), main], environment: relay },
    { name: BINARY, command: [binary], environment: relay },
    { name: "socketio-node", command: [toolNode(), plain], environment: {} },
    { name: "socketio-bun", command: [bun, plain], environment: {} },
    { name: "floor", command: floor, environment: { HOLD: "on" } },
    { name: "floor-unheld", command: floor, environment: { HOLD: "off" } },
    // A shell for the words of the command; it becomes the relay, so that its process is the one that is measured.
    ...peers.map(({ name, command }) => ({
      name,
      command: ["/bin/sh", "-c", `exec ${command}`],
      environment: {},
    })),
  ];
}

/** The floor speaks WebSocket only, and for long-polling three are enough. */
const notByPolling = new Set(["relay-node", BINARY, "socketio-bun", "floor", "floor-unheld"]);

/** Whether it runs in a shape when nobody was named. */
export function takesPart({ name }: Contender, shape: ShapeName): boolean {
  return shape !== "polling" || !notByPolling.has(name);
}
