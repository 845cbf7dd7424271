// The two parts of Bun that the bench stands on, TCP sockets and its server, with their types: as much as is used here.

/** A TCP connection made by {@link BunRuntime.connect}. */
export interface TcpSocket<Data> {
  readonly data: Data;
  /** @returns how many bytes were taken; the others wait for `drain` */
  write(bytes: Uint8Array): number;
  /** Sends what is written, then ends the connection. */
  end(): void;
  /** Ends it at once. */
  terminate(): void;
}

/** What happens to connections; one object serves all of them. */
interface TcpHandlers<Data> {
  open(socket: TcpSocket<Data>): void;
  data(socket: TcpSocket<Data>, bytes: Buffer): void;
  drain(socket: TcpSocket<Data>): void;
  close(socket: TcpSocket<Data>): void;
  error(socket: TcpSocket<Data>, error: Error): void;
  connectError(socket: TcpSocket<Data>, error: Error): void;
}

/** A WebSocket on the server's side. */
export interface ServerSocket<Data> {
  readonly data: Data;
  send(text: string): number;
  /** What is sent within leaves in one write. */
  cork(send: () => void): void;
  close(code?: number): void;
  terminate(): void;
}

interface Upgrader<Data> {
  upgrade(request: Request, options: { data: Data }): boolean;
}

interface ServeOptions<Data> {
  readonly port: number;
  readonly hostname: string;
  fetch(request: Request, server: Upgrader<Data>): Response | undefined;
  readonly websocket: {
    readonly perMessageDeflate: boolean;
    readonly idleTimeout: number;
    readonly sendPings: boolean;
    readonly maxPayloadLength: number;
    open(socket: ServerSocket<Data>): void;
    message(socket: ServerSocket<Data>, text: string | Buffer): void;
    close(socket: ServerSocket<Data>): void;
  };
}

interface BunRuntime {
  readonly version: string;
  connect<Data>(options: {
    readonly hostname: string;
    readonly port: number;
    readonly data: Data;
    readonly socket: TcpHandlers<Data>;
  }): Promise<TcpSocket<Data>>;
  serve<Data>(options: ServeOptions<Data>): { readonly port: number };
}

/** The runtime itself; `undefined` on Node, where the unit tests run. */
export const { Bun: bun } = globalThis as unknown as { readonly Bun: BunRuntime };
