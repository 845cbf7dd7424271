// The application of the conformance server and of the tests in this folder: it answers in the ways that the official
// protocol suites expect, and a few more. The one place here that knows the engine's interface.

import type {
  Acknowledgement,
  Application,
  EventArguments,
  Host,
  HostOptions,
  Limits,
  Socket,
} from "@en-parlant/engine";
import { Engine, listen, Timers } from "@en-parlant/engine";
import type { ServerSettings } from "./server-settings.ts";

const NAMESPACES = new Set(["/", "/custom", "/recovering", "/late"]);

/** How long the application thinks about one of them, in milliseconds. */
const LATE_MS = 100;

/** No test of the protocol should meet a limit of rates; those have tests of their own. */
const UNLIMITED: Partial<Limits> = {
  packets: { perSecond: 1e9, burst: 1e9 },
  maxConnects: 1e9,
};

/** What the application has seen. */
export interface EchoLog {
  /** The reasons of ends, in order. */
  readonly ends: string[];
  /** Sockets that were accepted and have not ended. */
  sockets: number;
}

/** An engine with the application on it. */
export function echoEngine(settings: ServerSettings): { engine: Engine; log: EchoLog } {
  const log: EchoLog = { ends: [], sockets: 0 };
  const engine = new Engine({
    application: echoApplication(log),
    // Last words are kept as long as an upgrade may take: there is no setting of their own.
    limits: { ...UNLIMITED, closingMs: settings.upgradeTimeoutMs, ...settings },
    timers: new Timers(() => performance.now()),
  });
  return { engine, log };
}

/** Listens, with the limits of an engine. */
export function listenWith(
  { limits }: Engine,
  options: Pick<HostOptions, "port" | "host" | "answer">,
): Promise<Host> {
  return listen({
    ...limits,
    ...options,
    maxConnections: 10_000,
    isCrowded: () => false,
  });
}

function echoApplication(log: EchoLog): Application {
  return {
    admits: () => true,
    beginSession: () => ({}),
    opened: () => {},
    closed: () => {},
    connect(socket, { auth, pid, offset }) {
      if (!NAMESPACES.has(socket.namespace)) {
        socket.refuse(socket.namespace === "/refusing" ? "not here" : "Invalid namespace");
        return;
      }
      const isRecovering = socket.namespace === "/recovering";
      const accept = (): void => {
        socket.accept(isRecovering ? (pid ?? "a new one") : undefined);
        if (!socket.isConnected) return;
        log.sockets += 1;
        if (isRecovering) socket.emit("recovered", pid, offset);
        else socket.emit("auth", auth);
      };
      if (socket.namespace === "/late") setTimeout(accept, LATE_MS);
      else accept();
    },
    event: answer,
    pong: () => {},
    disconnect(_socket, reason) {
      log.sockets -= 1;
      log.ends.push(reason);
    },
    overrun: () => {},
    weigh: () => 1,
  };
}

function answer(
  socket: Socket,
  [name, ...args]: EventArguments,
  acknowledgement?: Acknowledgement,
): void {
  switch (name) {
    case "message":
      socket.emit("message-back", ...args);
      break;
    case "message-with-ack":
      acknowledgement?.emit(...args);
      break;
    case "acknowledge-twice":
      acknowledgement?.write('["first"]');
      acknowledgement?.emit("second");
      break;
    case "burst":
      for (let n = 0; n < Math.min(Number(args[0]), 20); n += 1) socket.emit("burst", n);
      break;
    case "farewell":
      socket.emit("farewell", ...args);
      socket.connection.close("closed by the server");
      break;
    case "leave":
      socket.disconnect();
  }
}
