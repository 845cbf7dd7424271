// A game between two clients of one library, who send moves faster than any player, while the library may be changing
// from polling to WebSocket below them; then what this relay has no use for, binary events. Plain JavaScript: it runs
// wherever a Socket.IO client does.

import { io as today } from "socket.io-client";
import { io as early } from "socket.io-client-4.0";

/** The libraries. */
const LIBRARIES = { today, "4.0": early };

/** Moves that each player sends at once, before it waits for their acknowledgements. */
const AT_ONCE = 10;

/** How often each does, at least. */
const ROUNDS = 20;

/** What is played. */
export interface FloodOptions {
  readonly url: string;
  readonly library: keyof typeof LIBRARIES;
  readonly transports: readonly string[];
}

/** What one player saw. */
interface Sight {
  /** The transports that its moves left on. */
  readonly ways: readonly string[];
  /** The moves that it heard, its own and its opponent's, in order. */
  readonly own: readonly string[];
  readonly others: readonly string[];
  /** Events that it heard besides. */
  readonly besides: readonly string[];
  /** Acknowledgements of what nobody here has a use for. */
  readonly answers: readonly string[];
  readonly connects: number;
}

/** What both saw, and how many moves each sent. */
export interface FloodReport {
  readonly sent: number;
  readonly white: Sight;
  readonly black: Sight;
}

/** As much of a socket as is needed, of whatever version. */
interface AnySocket {
  readonly io: { readonly engine: { readonly transport: { readonly name: string } } };
  on(event: string, listener: (payload: never) => void): void;
  emit(event: string, ...args: unknown[]): void;
  disconnect(): void;
}

interface Answer {
  readonly ok: boolean;
  readonly error?: { readonly code: string };
}

const HEARD = ["game_created", "game_joined", "peer_joined", "error", "peer_away", "peer_left"];

class Player {
  readonly name: string;
  readonly socket: AnySocket;
  readonly sight = {
    ways: new Set<string>(),
    own: [] as string[],
    others: [] as string[],
    besides: [] as string[],
    answers: [] as string[],
    connects: 0,
  };

  constructor(name: string, { url, library, transports }: FloodOptions) {
    this.name = name;
    // The tests' certificates are their own.
    const insecure = { rejectUnauthorized: false };
    const options = { transports: [...transports], forceNew: true, ...insecure };
    this.socket = LIBRARIES[library](url, options) as unknown as AnySocket;
    const { socket, sight } = this;
    socket.on("connect", () => {
      sight.connects += 1;
    });
    socket.on("game_move", ({ uci }: { uci: string }) => {
      (uci.startsWith(name) ? sight.own : sight.others).push(uci);
    });
    for (const event of HEARD) socket.on(event, () => sight.besides.push(event));
  }

  ask(event: string, ...args: unknown[]): Promise<Answer> {
    return new Promise((resolve) => this.socket.emit(event, ...args, resolve));
  }

  /** Sends its next moves, and waits until each has come back. */
  async burst(first: number): Promise<void> {
    const numbers = Array.from({ length: AT_ONCE }, (_, index) => first + index);
    this.sight.ways.add(this.socket.io.engine.transport.name);
    await Promise.all(numbers.map((n) => this.ask("game_move", { uci: `${this.name}${n}` })));
  }

  /** Sends what means nothing here; bytes travel as attachments behind their packet. */
  async puzzle(): Promise<void> {
    const bytes = new Uint8Array([0, 1, 2, 253, 254, 255]);
    this.socket.emit("photo", bytes, { of: { the: [bytes] } });
    this.socket.emit("heartbeat", bytes);
    const asked = [
      this.ask("photo", { bytes }),
      this.ask("game_move", { uci: bytes }),
      this.ask("heartbeat", bytes.buffer),
      this.ask("unheard of", "text"),
    ];
    for (const { ok, error } of await Promise.all(asked)) {
      this.sight.answers.push(ok ? "ok" : (error?.code ?? "?"));
    }
  }

  report(): Sight {
    return { ...this.sight, ways: [...this.sight.ways] };
  }
}

/** Plays all of them at once. */
export function playFloods(floods: readonly FloodOptions[]): Promise<FloodReport[]> {
  return Promise.all(floods.map((options) => playFlood(options)));
}

/** Plays, and says what both saw. */
async function playFlood(options: FloodOptions): Promise<FloodReport> {
  const white = new Player("w", options);
  const black = new Player("b", options);
  const { code } = (await white.ask("create_game", { name: "W", client: "w" })) as {
    code?: string;
  };
  await black.ask("join_game", { code, name: "B", client: "b" });
  const last = options.transports.at(-1) as string;
  const isUpgraded = ({ sight }: Player) => sight.ways.has(last);
  let sent = 0;
  for (let round = 0; round < ROUNDS || !(isUpgraded(white) && isUpgraded(black)); round += 1) {
    await Promise.all([white.burst(sent), black.burst(sent)]);
    sent += AT_ONCE;
  }
  await Promise.all([white.puzzle(), black.puzzle()]);
  // What the other sent last was on its way before this is answered.
  await Promise.all([white.ask("heartbeat"), black.ask("heartbeat")]);
  const report = { sent, white: white.report(), black: black.report() };
  white.socket.disconnect();
  black.socket.disconnect();
  return report;
}
