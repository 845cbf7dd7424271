// Connections for requests to one server, kept between them. Each has had an answer before it is given out: a server takes
// new connections in when it likes, and only then is a request on one in order with what others send. Knows no session.

import type { Asked } from "./http-request.ts";
import { HttpRequest } from "./http-request.ts";
import { TcpLink } from "./tcp-link.ts";

/** Refused at once, without a trace: no such session. */
export const HARMLESS: Asked = {
  method: "GET",
  target: "/socket.io/?EIO=4&transport=polling&sid=barrier",
};

/** The pool of one server. */
export class HttpPool {
  readonly port: number;
  readonly #idle: TcpLink[] = [];

  constructor(port: number) {
    this.port = port;
  }

  /** Sends a request; it has left when this resolves. */
  async send(asked: Asked): Promise<HttpRequest> {
    for (let link = this.#idle.pop(); link; link = this.#idle.pop()) {
      if (!link.isOver) return new HttpRequest(link, asked, this.#takeBack);
    }
    const link = new TcpLink(this.port);
    await new HttpRequest(link, HARMLESS, () => {}).over();
    return new HttpRequest(link, asked, this.#takeBack);
  }

  /** Sends a request and waits for the answer, or the end without one. */
  async ask(asked: Asked): Promise<HttpRequest> {
    const request = await this.send(asked);
    await request.over();
    return request;
  }

  end(): void {
    for (const link of this.#idle.splice(0)) link.destroy();
  }

  readonly #takeBack = (link: TcpLink, isReusable: boolean): void => {
    link.onBytes = () => {};
    link.onEnd = () => {};
    if (isReusable) this.#idle.push(link);
    else link.destroy();
  };
}
