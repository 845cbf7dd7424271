// The engine alone on port 3000, behaving as the official protocol suites expect: `/socket.io/` with their events,
// `/engine.io/` sending every message back. Started by conformance-server.mjs. Knows nothing of the relay.

import type { HostRequest, Via } from "@en-parlant/engine";
import { Engine, Session } from "@en-parlant/engine";
import { echoEngine, listenWith } from "../tests/engine/echo-application.ts";

/** What the suites' documents ask for. */
const SETTINGS = {
  pingIntervalMs: 300,
  pingTimeoutMs: 200,
  connectTimeoutMs: 1000,
  upgradeTimeoutMs: 10_000,
  maxPayloadBytes: 1_000_000,
};
const PORT = 3000;

/** Engine.IO without Socket.IO on it. */
class EchoSession extends Session {
  readonly sockets = 0;

  constructor(...args: ConstructorParameters<typeof Session>) {
    super(...args);
    // There are no namespaces to join in time.
    this.joined();
  }

  protected message(packet: string | Uint8Array): void {
    if (typeof packet === "string") this.send(packet);
    else this.together(() => this.put(packet));
  }

  protected pinging(): void {}
  protected ponged(): void {}
  protected putHeld(): void {}
  protected overrun(): void {}
  protected ended(): void {}
}

class EchoEngine extends Engine {
  protected override createSession(id: string): Session {
    return new EchoSession(this, id);
  }
}

const { engine } = echoEngine(SETTINGS);
const { application, limits, timers } = engine;
const raw = new EchoEngine({ application, limits, timers });

const host = await listenWith(engine, {
  port: PORT,
  host: "localhost",
  answer(request: HostRequest, via: Via) {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/socket.io/") return engine.answer(request, via);
    if (pathname === "/engine.io/") return raw.answer(request, via);
    return new Response(null, { status: 404 });
  },
});
console.log(
  `The engine listens on http://localhost:${host.port}, for the official protocol suites.`,
);
