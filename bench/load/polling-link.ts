// A player's connection by HTTP long-polling: one request always waits for packets, another carries what is sent, each on
// a connection of its own as in a browser.

import type { HttpAnswer } from "./http-connection.ts";
import { HttpConnection } from "./http-connection.ts";
import type { Link, LinkEvents, Packet } from "./link.ts";
import { headers } from "./link.ts";

/** Stands between packets in one body. */
const SEPARATOR = "\x1e";

/** Connects at once. */
export class PollingLink implements Link {
  readonly #port: number;
  readonly #events: LinkEvents;
  readonly #poll: HttpConnection;
  readonly #post: HttpConnection;
  #path = "/socket.io/?EIO=4&transport=polling";
  #unsent: string[] = [];
  #isOver = false;

  constructor(port: number, events: LinkEvents) {
    this.#port = port;
    this.#events = events;
    this.#poll = new HttpConnection(port);
    this.#post = new HttpConnection(port);
    this.#askForMore();
  }

  send({ text }: Packet): void {
    this.#unsent.push(text);
    this.#flush();
  }

  close(): void {
    // What is said last is on its way before the connections end.
    this.#end();
    setTimeout(() => this.cut(), 100);
  }

  cut(): void {
    this.#end();
    this.#poll.cut();
    this.#post.cut();
  }

  #askForMore(): void {
    const get = Buffer.from(`GET ${this.#path} HTTP/1.1\r\n${this.#headers()}\r\n\r\n`);
    this.#poll.ask(get, (answer) => {
      if (!this.#isFine(answer)) return this.#fail();
      for (const text of answer.body.split(SEPARATOR)) this.#take(text);
      if (!this.#isOver) this.#askForMore();
    });
  }

  #take(text: string): void {
    if (text.startsWith("0")) {
      const { sid } = JSON.parse(text.slice(1)) as { sid: string };
      this.#path += `&sid=${sid}`;
    }
    this.#events.packet(text);
  }

  #flush(): void {
    if (this.#post.isBusy || this.#unsent.length === 0) return;
    const body = this.#unsent.splice(0).join(SEPARATOR);
    const about = `Content-Type: text/plain;charset=UTF-8\r\nContent-Length: ${body.length}`;
    const post = `POST ${this.#path} HTTP/1.1\r\n${this.#headers()}\r\n${about}\r\n\r\n${body}`;
    this.#post.ask(Buffer.from(post), (answer) => {
      if (!this.#isFine(answer)) this.#fail();
      else this.#flush();
    });
  }

  #headers(): string {
    return `Host: 127.0.0.1:${this.#port}\r\n${headers}`;
  }

  #isFine(answer: HttpAnswer | undefined): answer is HttpAnswer {
    return answer?.status === 200;
  }

  #fail(): void {
    if (this.#isOver) return;
    this.cut();
    this.#events.closed();
  }

  #end(): void {
    this.#isOver = true;
  }
}
