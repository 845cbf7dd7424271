// Sessions of Engine.IO by hand, for tests that read like the protocol: what is sent is a packet, what is awaited is the
// next one. They answer nothing by themselves, pings least of all. Know no Socket.IO.

import { Watched } from "../watched.ts";
import type { HttpAnswer } from "./http-reader.ts";
import type { HttpRequest } from "./http-request.ts";
import type { ServerProcess } from "./server-process.ts";
import { binaryFrame, textFrame } from "./ws-frame.ts";
import { WsLink } from "./ws-link.ts";

/** What the open packet says. */
export interface Opened {
  readonly sid: string;
  readonly upgrades: readonly string[];
  readonly pingInterval: number;
  readonly pingTimeout: number;
  readonly maxPayload: number;
}

const PATH = "/socket.io/?EIO=4";

/** A session, or an upgrade, by WebSocket. */
export class WsSession extends Watched implements AsyncDisposable {
  readonly link: WsLink;
  /** Packets that came and were not yet taken; binary ones as `b:` and hexadecimal. */
  readonly #packets: string[] = [];
  readonly #pongs: string[] = [];
  closeCode: number | undefined;

  private constructor(server: ServerProcess, query: string, headers: Record<string, string>) {
    super();
    this.link = new WsLink(
      server.port,
      { target: `${PATH}&transport=websocket${query}`, headers },
      {
        onHeard: (heard) => {
          if (heard.kind === "text") this.#packets.push(heard.text);
          else if (heard.kind === "binary") this.#packets.push(`b:${heard.hex}`);
          else if (heard.kind === "pong") this.#pongs.push(heard.hex);
          else if (heard.kind === "close") this.closeCode = heard.code;
        },
        onChange: () => this.changed(),
      },
    );
  }

  /** A WebSocket that was accepted; its open packet has not been taken. */
  static async connect(
    server: ServerProcess,
    query = "",
    headers: Record<string, string> = {},
  ): Promise<WsSession> {
    const session = new WsSession(server, query, headers);
    const isAnswered = () => session.link.answer !== undefined || session.link.isOver;
    await session.until("the WebSocket to be answered", isAnswered);
    if (session.link.answer?.status !== 101) throw new Error("the WebSocket was refused");
    return session;
  }

  /** A new session. */
  static async open(server: ServerProcess): Promise<WsSession & { readonly opened: Opened }> {
    const session = await WsSession.connect(server);
    return Object.assign(session, { opened: openedBy(await session.next()) });
  }

  /** A new session that has joined a namespace; its `auth` event has been taken. */
  static async join(server: ServerProcess, namespace = ""): Promise<WsSession> {
    const session = await WsSession.open(server);
    session.send(`40${namespace}`);
    await session.next();
    await session.next();
    return session;
  }

  send(...packets: readonly (string | Buffer)[]): void {
    const frames = packets.map((packet) =>
      typeof packet === "string" ? textFrame(packet) : binaryFrame(packet),
    );
    this.link.write(Buffer.concat(frames));
  }

  /** The next packet. @throws Error when the connection ends without one */
  async next(): Promise<string> {
    await this.until("a packet", () => this.#packets.length > 0 || this.link.isOver);
    const packet = this.#packets.shift();
    if (packet === undefined) throw new Error(`no packet came; ${this.state()}`);
    return packet;
  }

  /** So many packets. */
  async take(count: number): Promise<string[]> {
    const packets: string[] = [];
    while (packets.length < count) packets.push(await this.next());
    return packets;
  }

  async nextPong(): Promise<string | undefined> {
    await this.until("a pong", () => this.#pongs.length > 0 || this.link.isOver);
    return this.#pongs.shift();
  }

  /** Waits for the end. What came before it and was not taken. */
  async ended(): Promise<string[]> {
    await this.until("the WebSocket to end", () => this.link.isOver);
    return this.#packets.splice(0);
  }

  /** What has come, once the server has dealt with everything: proof that nothing else did. */
  async settled(server: ServerProcess): Promise<string[]> {
    await server.settled();
    return this.#packets.splice(0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.link.drop();
  }

  protected override state(): string {
    const waiting = JSON.stringify(this.#packets);
    return `${this.link.isOver ? "ended" : "open"}, close code ${this.closeCode}, packets ${waiting}`;
  }
}

/** A session by long-polling. */
export class PollingSession {
  readonly opened: Opened;
  readonly #server: ServerProcess;

  private constructor(server: ServerProcess, opened: Opened) {
    this.#server = server;
    this.opened = opened;
  }

  static async open(server: ServerProcess): Promise<PollingSession> {
    const answer = await get(server, "&transport=polling");
    return new PollingSession(server, openedBy(answer?.body ?? ""));
  }

  /** A new session that has joined the main namespace; its `auth` event has been taken. */
  static async join(server: ServerProcess): Promise<PollingSession> {
    const session = await PollingSession.open(server);
    await session.post("40");
    const packets = await session.packets();
    if (packets.length < 2) await session.packets();
    return session;
  }

  get sid(): string {
    return this.opened.sid;
  }

  get query(): string {
    return `&transport=polling&sid=${this.sid}`;
  }

  /** Sends a payload; the answer, or nothing when the connection was ended instead. */
  async post(body: string, headers: Record<string, string> = {}): Promise<HttpAnswer | undefined> {
    return (await this.beginPost(body, headers)).over();
  }

  /** A post, or its first bytes. */
  beginPost(
    body: string | Buffer,
    headers: Record<string, string> = {},
    firstBytes?: number,
  ): Promise<HttpRequest> {
    const target = PATH + this.query;
    const part = firstBytes === undefined ? {} : { firstBytes };
    return this.#server.http.send({ method: "POST", target, headers, body, ...part });
  }

  /** A poll that has reached the server. */
  async beginPoll(): Promise<HttpRequest> {
    const poll = await this.#server.http.send({ method: "GET", target: PATH + this.query });
    await this.#server.settled();
    return poll;
  }

  poll(): Promise<HttpAnswer | undefined> {
    return get(this.#server, this.query);
  }

  /** The packets that one poll brings. */
  async packets(): Promise<string[]> {
    return packetsIn(await this.poll());
  }

  /** So many packets, in as many polls as it takes. */
  async take(count: number): Promise<string[]> {
    const packets: string[] = [];
    while (packets.length < count) packets.push(...(await this.packets()));
    return packets;
  }
}

/** A request to the engine, and its answer. */
export async function get(
  server: ServerProcess,
  query: string,
  method = "GET",
): Promise<HttpAnswer | undefined> {
  return (await server.http.ask({ method, target: PATH + query })).answer;
}

export function packetsIn(answer: HttpAnswer | undefined): string[] {
  if (answer?.status !== 200) throw new Error(`a poll was answered ${JSON.stringify(answer)}`);
  return answer.body.split("\x1e");
}

function openedBy(packet: string): Opened {
  if (!packet.startsWith("0{")) throw new Error(`no open packet: ${packet}`);
  return JSON.parse(packet.slice(1)) as Opened;
}
