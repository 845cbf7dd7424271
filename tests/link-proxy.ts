// The network between a client and the relay, as a TCP proxy that can break in the ways networks do.
// Knows bytes and sockets, nothing of what they say.

import type { Server, Socket } from "node:net";
import { connect, createServer } from "node:net";
import { Watched } from "./watched.ts";

/** Where a proxy connects to, a port of this machine or a socket file; read anew for each connection, so that it follows a restarted relay. */
export type Target = { readonly port: number } | { readonly path: string };

interface Link {
  readonly client: Socket;
  readonly relay: Socket;
  /** A reset where there is such a thing: socket files know only an end. */
  readonly resetRelay: () => void;
  silent: boolean;
}

/** A proxy on a free port. */
export class LinkProxy extends Watched implements AsyncDisposable {
  target: Target;
  /** Bytes from clients that a silent link has swallowed. */
  swallowed = 0;
  /** Every piece of bytes takes so long, in either direction, and none overtakes another. */
  delayMs = 0;
  /** Whether what the relay sends is kept until {@link flow}: a link that stalls and loses nothing. */
  #isStalled = false;
  readonly #stalled: (() => void)[] = [];
  /** Whether a connection attempt reaches the relay twice, as when a balancer repeats a request. */
  duplicating = false;
  /** Hears of every piece of bytes that comes, before it goes on. */
  onPiece: (bytes: Buffer) => void = () => {};
  readonly #server: Server;
  readonly #links = new Set<Link>();
  #refusing = false;

  private constructor(target: Target) {
    super();
    this.target = target;
    this.#server = createServer((client) => this.#open(client));
  }

  /** A proxy that listens. */
  static async before(target: Target): Promise<LinkProxy> {
    const proxy = new LinkProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the proxy is closed");
    return address.port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Links of which at least one side is open. */
  get size(): number {
    return this.#links.size;
  }

  /** Links whose client is gone while the relay still believes in them. */
  get zombies(): number {
    return [...this.#links].filter(({ client, relay }) => client.destroyed && !relay.destroyed)
      .length;
  }

  /** Cuts every link hard: both sides get a reset. */
  cut(): void {
    for (const { client, resetRelay } of this.#links) {
      client.resetAndDestroy();
      resetRelay();
    }
  }

  /** From now on every byte of the present links vanishes, in both directions, and nobody is told. */
  silence(): void {
    for (const link of this.#links) link.silent = true;
  }

  /** A half-open loss: the clients are cut off and may return, the relay is not told. */
  freeze(): void {
    this.silence();
    for (const { client } of this.#links) client.resetAndDestroy();
  }

  /** New connections are refused until {@link accept}. */
  refuse(): void {
    this.#refusing = true;
  }

  accept(): void {
    this.#refusing = false;
  }

  /** From now on what the relay sends stays on its way. */
  stall(): void {
    this.#isStalled = true;
  }

  /** All that has stalled arrives at once, in order. */
  flow(): void {
    this.#isStalled = false;
    for (const pass of this.#stalled.splice(0)) pass();
  }

  /** Cuts and lets nobody return: the client is away until {@link accept}. */
  keepAway(): void {
    this.refuse();
    this.cut();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.refuse();
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #open(client: Socket): void {
    client.on("error", () => {});
    if (this.#refusing) {
      client.resetAndDestroy();
      return;
    }
    const { target } = this;
    const isFile = "path" in target;
    const relay = isFile ? connect(target.path) : connect(target.port, "127.0.0.1");
    relay.on("error", () => {});
    const resetRelay = () => void (isFile ? relay.destroy() : relay.resetAndDestroy());
    const link: Link = { client, relay, resetRelay, silent: false };
    this.#links.add(link);
    client.setNoDelay(true);
    relay.setNoDelay(true);
    const toRelay = this.#lane(relay);
    const toClient = this.#lane(client);
    if (this.duplicating) this.#haunt(link);
    client.on("data", (bytes) => {
      this.onPiece(bytes);
      if (!link.silent) toRelay(bytes);
      else this.swallowed += bytes.length;
      this.changed();
    });
    relay.on("data", (bytes) => {
      this.onPiece(bytes);
      if (!link.silent && this.#isStalled) this.#stalled.push(() => toClient(bytes));
      else if (!link.silent) toClient(bytes);
      this.changed();
    });
    client.on("close", (failed) => {
      if (!link.silent && failed) resetRelay();
      else if (!link.silent) this.#inTurn(() => relay.end());
      this.#ended(link);
    });
    relay.on("close", (failed) => {
      if (!link.silent && failed) client.resetAndDestroy();
      else if (!link.silent) this.#inTurn(() => client.end());
      this.#ended(link);
    });
  }

  /** The end of a link comes behind what is still on its way. */
  #inTurn(end: () => void): void {
    if (this.delayMs === 0) end();
    else setTimeout(end, this.delayMs);
  }

  /** One direction of a link. */
  #lane(to: Socket): (bytes: Buffer) => void {
    const queue: Buffer[] = [];
    const next = () => to.write(queue.shift() as Buffer);
    return (bytes) => {
      if (this.delayMs === 0 && queue.length === 0) {
        to.write(bytes);
        return;
      }
      queue.push(bytes);
      setTimeout(next, this.delayMs);
    };
  }

  /**
   * The handshake of the client goes to the relay once more, on a connection that then says nothing. The
   * requests of a session that long-polls are no attempts: Engine.IO has no defence against those coming twice.
   */
  #haunt(link: Link): void {
    const { target } = this;
    if ("path" in target) return;
    const ghost = connect(target.port, "127.0.0.1");
    ghost.on("error", () => {});
    ghost.resume();
    link.client.once("data", (bytes) => bytes.includes("&sid=") || ghost.write(bytes));
    link.client.on("close", () => ghost.destroy());
  }

  #ended(link: Link): void {
    if (link.client.destroyed && link.relay.destroyed) this.#links.delete(link);
    this.changed();
  }

  protected override state(): string {
    return `${this.#links.size} links, ${this.zombies} of them zombies`;
  }
}
