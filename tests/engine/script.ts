// What a client does to a server, as data that can be printed, drawn from a seed and played on any server. Knows no server.

/** One frame of a client on a WebSocket, or bytes that are none. */
export type SentFrame =
  | { readonly text: string }
  | { readonly binary: string }
  | { readonly ping: string }
  /** A message in as many fragments as there are parts. */
  | { readonly fragments: readonly string[] }
  | { readonly bytes: string };

/** `$sid` in a target stands for the session that was opened last, by long-polling if any was. Payloads that are bytes stand in hexadecimal. */
export type Step =
  /** One request and its answer. */
  | {
      readonly do: "request";
      readonly method: string;
      readonly target: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Packets to the session by long-polling. */
  | { readonly do: "post"; readonly body: string }
  /** A post of which only a part arrives, and its rest, if the server still wants it. */
  | { readonly do: "half-post"; readonly body: string }
  | { readonly do: "finish-post" }
  | { readonly do: "drop-post" }
  /** Asks for packets, and again after each answer, until one waits. */
  | { readonly do: "poll" }
  /** A poll beside the one that waits. */
  | { readonly do: "second-poll" }
  /** Goes away from the poll that waits. */
  | { readonly do: "drop-poll" }
  /** A new WebSocket; the links of a script count from 0. */
  | {
      readonly do: "open";
      readonly target: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Frames that leave in one write. */
  | { readonly do: "send"; readonly link: number; readonly frames: readonly SentFrame[] }
  /** The probe of an upgrade; a poll that waits is waited for, and no other is begun. */
  | { readonly do: "probe"; readonly link: number }
  | { readonly do: "close"; readonly link: number; readonly code?: number }
  | { readonly do: "drop"; readonly link: number }
  /** Nothing, until something comes: a ping, an end. */
  | { readonly do: "wait"; readonly link?: number };

export type Script = readonly Step[];

/** What a client saw after a step: one line each, in order for each connection. */
export type Seen = readonly string[];

/** For a failed test: a step a line. */
export function printed(script: Script): string {
  return script.map((step, index) => `${index}: ${JSON.stringify(step)}`).join("\n");
}
