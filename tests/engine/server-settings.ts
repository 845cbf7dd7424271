// What a server under test is started with, the official one and ours alike, and how its process is spoken to. Knows neither.

/** Durations in milliseconds. */
export interface ServerSettings {
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
  /** How long a connection may stay without a namespace. */
  readonly connectTimeoutMs: number;
  /** How long an upgrade may take. */
  readonly upgradeTimeoutMs: number;
  /** Largest message, in bytes. */
  readonly maxPayloadBytes: number;
}

/** So long that nothing of it happens in a test that does not wait for it; small messages are large already. */
export const CALM: ServerSettings = {
  pingIntervalMs: 600_000,
  pingTimeoutMs: 600_000,
  connectTimeoutMs: 600_000,
  upgradeTimeoutMs: 600_000,
  maxPayloadBytes: 1000,
};

/** What a server's process is asked, a word a line; it answers each with a line of JSON. */
export type Question = "counts" | "ends";

/** Answer to `counts`: all that lives. */
export interface Counts {
  /** Engine.IO sessions. */
  readonly sessions: number;
  /** Connections to namespaces. */
  readonly sockets: number;
  /** Whatever the engine would wake later: a session, an upgrade under way. */
  readonly timers: number;
  /** Bytes in the heap after a collection. */
  readonly heapBytes: number;
}

/** The settings that a server's process was started with. */
export function settingsOf(argv: readonly string[]): ServerSettings & { readonly port: number } {
  return { port: 0, ...(JSON.parse(argv[2] ?? "{}") as ServerSettings) };
}

/** Answers the questions that come on standard input, and says on which port the server listens. */
export function speak(port: number, answers: Readonly<Record<Question, () => unknown>>): void {
  process.stdin.setEncoding("utf8").on("data", (text: string) => {
    for (const line of text.trim().split("\n")) {
      console.log(JSON.stringify(answers[line as Question]()));
    }
  });
  // Whoever started it has ended.
  process.stdin.on("end", () => process.exit());
  console.log(JSON.stringify({ port }));
}
