// What a runtime gives to the engine: requests, and WebSockets as sources and sinks of frames. Bun's own WebSocket fits
// as it is.

/** The engine's end of a WebSocket. What it was told to send is sent in that order. */
export interface Wire {
  /** Who takes what arrives; may change, as when an upgrade is complete. */
  data: WireOwner;
  sendText(text: string): unknown;
  sendBinary(bytes: Uint8Array): unknown;
  /** Runs it, and sends what it sends as one write. */
  cork(write: () => void): unknown;
  /** Bytes that the other end has not taken yet. */
  getBufferedAmount(): number;
  /** Ends it in an orderly way, behind what was sent. */
  close(code?: number, reason?: string): void;
  /** Ends it at once. */
  terminate(): void;
}

/** Takes what arrives on a {@link Wire}. */
export interface WireOwner {
  opened(wire: Wire): void;
  /** A text, or bytes that nobody else uses from then on. */
  received(frame: string | Uint8Array): void;
  /** A ping or a pong of the WebSocket protocol, which the host has answered. */
  controlled(): void;
  /** It has ended, with the code of a close frame, or 1006 without one (RFC 6455). */
  closed(code: number): void;
}

/** A request, as far as anybody reads it; the web's own is one. */
export interface HostRequest {
  readonly method: string;
  /** Its target: a path with a query, perhaps behind a scheme and an authority that nobody has looked at. */
  readonly url: string;
  readonly headers: Pick<Headers, "get">;
  /** Aborted when the client goes away before it is answered. */
  readonly signal: AbortSignal;
  /** @throws if the body is too large, or does not come to its end */
  text(): Promise<string>;
}

/** A request's way back, beside a {@link Response}. */
export interface Via {
  /** The address of the other end of its TCP connection. */
  readonly peer: string;
  /** Makes a WebSocket of it; `false` if it asks for none, or not as the protocol wants. */
  upgrade(owner: WireOwner): boolean;
}

/** Answers requests: with nothing, where it made a WebSocket of one. */
type Answer = (
  request: HostRequest,
  via: Via,
) => Response | undefined | Promise<Response | undefined>;

/** Where to listen, and what a host has to limit itself. */
export interface HostOptions {
  readonly port: number;
  /** An address. */
  readonly host: string;
  readonly answer: Answer;
  readonly maxPayloadBytes: number;
  readonly maxBurstBytes: number;
  readonly maxPipelined: number;
  readonly maxFragments: number;
  readonly closeTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly keepAliveMs: number;
  /** Most TCP connections, where the host can tell. */
  readonly maxConnections: number;
  /** Whether there are so many connections that none should be kept idle. */
  readonly isCrowded: () => boolean;
}

/** A host that listens. */
export interface Host {
  readonly port: number;
  /** The address it is bound to. */
  readonly address: string;
  /** Listens no more, and ends what is still open. */
  close(): Promise<void>;
}

/** Whether an `Upgrade` header is for a WebSocket, and not, say, for h2c, which a client may offer with any request. */
export function offersWebSocket(upgrade: string | null | undefined): boolean {
  return upgrade?.toLowerCase() === "websocket";
}

/** Whether something comes behind the headers, whatever the method. */
export function announcesBody({ headers }: Pick<HostRequest, "headers">): boolean {
  return (
    headers.get("transfer-encoding") !== null || Number(headers.get("content-length") ?? 0) > 0
  );
}
