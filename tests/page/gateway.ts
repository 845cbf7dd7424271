// A proxy that speaks HTTP before the relay, as nginx, a tunnel or an access proxy would: it passes everything on, or
// answers in the relay's place. Knows nothing of the page.

import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer, request } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";
import { Watched } from "../watched.ts";

/** Answers in the relay's place. @returns whether it has */
export type OwnAnswer = (asked: IncomingMessage, answer: ServerResponse) => boolean;

/** A proxy on a free port. */
export class Gateway extends Watched implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #relay: { readonly port: number };
  readonly #asked: string[] = [];
  #answersItself: OwnAnswer | undefined;

  private constructor(relay: { readonly port: number }) {
    super();
    this.#relay = relay;
    this.#server = createServer((asked, answer) => this.#answer(asked, answer));
    this.#server.on("connection", (socket) => this.#keep(socket));
    this.#server.on("upgrade", (asked, socket: Socket, head) => this.#upgrade(asked, socket, head));
  }

  /** A proxy that listens. */
  static async before(relay: { readonly port: number }): Promise<Gateway> {
    const gateway = new Gateway(relay);
    await new Promise<void>((resolve) => gateway.#server.listen(0, "127.0.0.1", resolve));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How often a path was asked for. */
  asked(path: string): number {
    return this.#asked.filter((known) => known === path).length;
  }

  /** From now on nobody reaches the relay, and present links end. */
  answerWith(own: OwnAnswer): void {
    this.#answersItself = own;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** The relay is back. */
  passOn(): void {
    this.#answersItself = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(asked: IncomingMessage, answer: ServerResponse): void {
    const { url: path = "/", method, headers } = asked;
    this.#asked.push(path.replace(/\?.*/, ""));
    this.changed();
    if (this.#answersItself?.(asked, answer)) return;
    const { port } = this.#relay;
    const passed = request({ host: "127.0.0.1", port, path, method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  }

  #upgrade(asked: IncomingMessage, socket: Socket, head: Buffer): void {
    if (this.#answersItself) return void socket.destroy();
    const relay = connect(this.#relay.port, "127.0.0.1", () => {
      const lines = Object.entries(asked.headers).map(([name, value]) => `${name}: ${value}`);
      relay.write(`GET ${asked.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      relay.write(head);
      relay.pipe(socket).pipe(relay);
    });
    this.#keep(relay);
    relay.on("close", () => socket.destroy());
    socket.on("close", () => relay.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => this.#sockets.delete(socket));
  }

  protected override state(): string {
    return `asked for ${this.#asked.join(" ")}`;
  }
}
