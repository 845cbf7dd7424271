// The engine alone on port 3000, behaving as the official protocol suites expect: `/socket.io/` with their events,
// `/engine.io/` sending every message back. Started by conformance-server.mjs. Knows nothing of the relay.

import type { Via } from "@en-parlant/engine";
import { Engine } from "@en-parlant/engine";
import { Client } from "../packages/engine/src/client.ts";
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
class EchoClient extends Client {
  constructor(engine: Engine, id: string) {
    super(engine, id);
    // There are no namespaces to join in time.
    this.joined();
  }

  protected override message(packet: string | Uint8Array): void {
    if (typeof packet === "string") this.send(packet);
    else this.together(() => this.put(packet));
  }
}

class EchoEngine extends Engine {
  protected override createSession(id: string): Client {
    return new EchoClient(this, id);
  }
}

const { engine } = echoEngine(SETTINGS);
const { application, limits, now } = engine;
const raw = new EchoEngine({ application, limits, now });

const host = await listenWith(engine, {
  port: PORT,
  host: "localhost",
  answer(request: Request, via: Via) {
    const { pathname } = new URL(request.url);
    if (pathname === "/socket.io/") return engine.answer(request, via);
    if (pathname === "/engine.io/") return raw.answer(request, via);
    return new Response(null, { status: 404 });
  },
});
console.log(
  `The engine listens on http://localhost:${host.port}, for the official protocol suites.`,
);
