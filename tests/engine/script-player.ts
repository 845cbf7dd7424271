// Plays a script on a server, and writes down after each step what a client saw. Session ids become `#`. Waits for answers
// that must come, and else until the server has dealt with all that was sent. Knows no server in particular.

import { Watched } from "../watched.ts";
import type { HttpPool } from "./http-pool.ts";
import type { Asked, HttpRequest } from "./http-request.ts";
import type { Script, Seen, SentFrame, Step } from "./script.ts";
import { binaryFrame, encodeFrame, OPCODES, textFrame } from "./ws-frame.ts";
import type { Heard } from "./ws-link.ts";
import { WsLink } from "./ws-link.ts";

const POLLING = "/socket.io/?EIO=4&transport=polling&sid=$sid";

/** A server that says when it has dealt with everything. */
export interface Playable {
  readonly port: number;
  readonly http: HttpPool;
  settled(): Promise<void>;
}

interface Link {
  readonly ws: WsLink;
  /** What has been seen and not yet written down. */
  readonly fresh: string[];
  isOpenTold: boolean;
  isOverTold: boolean;
}

/** Plays one script. */
export class ScriptPlayer extends Watched {
  readonly #server: Playable;
  readonly #links: Link[] = [];
  #sid = "";
  #poll: HttpRequest | undefined;
  #halfPost: HttpRequest | undefined;
  /** Whether an upgrade is under way: a client then begins no poll. */
  #isPaused = false;
  #seen: string[] = [];
  #step: Step | undefined;

  constructor(server: Playable) {
    super();
    this.#server = server;
  }

  /** What was seen, step by step. */
  async play(script: Script): Promise<Seen[]> {
    const transcript: Seen[] = [];
    try {
      for (const step of script) {
        this.#step = step;
        this.#seen = [];
        await this.#act(step);
        await this.#watch();
        transcript.push(this.#seen);
      }
    } finally {
      for (const { ws } of this.#links) ws.drop();
      this.#poll?.drop();
      this.#halfPost?.drop();
    }
    return transcript;
  }

  async #act(step: Step): Promise<void> {
    switch (step.do) {
      case "request":
        return this.#ask("answer", await this.#request(step.target, step));
      case "post":
        return this.#ask("post", await this.#post(step.body));
      case "half-post":
        return this.#beginPost(step.body);
      case "finish-post":
        return this.#finishPost();
      case "drop-post":
        this.#halfPost?.drop();
        this.#halfPost = undefined;
        return;
      case "poll":
        return this.#beginPoll();
      case "second-poll":
        return this.#poll ? this.#ask("second poll", await this.#get()) : this.#beginPoll();
      case "drop-poll":
        this.#poll?.drop();
        this.#poll = undefined;
        return;
      case "open":
        return this.#open(step);
      case "send":
        this.#links[step.link]?.ws.write(Buffer.concat(step.frames.map(bytesOf)));
        return;
      case "probe":
        return this.#probe(step.link);
      case "close":
        this.#links[step.link]?.ws.close(step.code);
        return;
      case "drop":
        this.#links[step.link]?.ws.drop();
        return;
      case "wait":
        return this.#wait(step.link);
    }
  }

  #get(): Promise<HttpRequest> {
    return this.#request(POLLING, { method: "GET" });
  }

  #post(body: string, firstBytes?: number): Promise<HttpRequest> {
    return this.#request(POLLING, { method: "POST", body, ...(firstBytes && { firstBytes }) });
  }

  async #request(target: string, asked: Omit<Asked, "target">): Promise<HttpRequest> {
    const request = await this.#server.http.send({ ...asked, target: this.#named(target) });
    void request.over().then(() => this.changed());
    return request;
  }

  #named(target: string): string {
    return target.replaceAll("$sid", this.#sid || "none");
  }

  async #beginPoll(): Promise<void> {
    this.#poll ??= await this.#get();
    const poll = this.#poll;
    // While an upgrade is under way, a server answers a poll at once or very soon.
    if (this.#isPaused) await this.until("the poll to be answered", () => poll.isOver);
  }

  async #ask(what: string, request: HttpRequest): Promise<void> {
    await this.until(`the ${what}`, () => request.isOver);
    this.#write(what, request);
  }

  async #beginPost(body: string): Promise<void> {
    if (this.#halfPost) return;
    const half = Math.max(1, body.length >> 1);
    this.#halfPost = await this.#post(body, half);
  }

  async #finishPost(): Promise<void> {
    const post = this.#halfPost;
    if (!post) return;
    post.finish();
    await this.#ask("half post", post);
    this.#halfPost = undefined;
  }

  async #open(step: { target: string; headers?: Readonly<Record<string, string>> }): Promise<void> {
    const fresh: string[] = [];
    const ws = new WsLink(
      this.#server.port,
      { ...step, target: this.#named(step.target) },
      { onHeard: (heard) => fresh.push(this.#heard(heard)), onChange: () => this.changed() },
    );
    this.#links.push({ ws, fresh, isOpenTold: false, isOverTold: false });
    await this.until("the WebSocket's answer", () => ws.answer !== undefined || ws.isOver);
  }

  async #probe(index: number): Promise<void> {
    const link = this.#links[index];
    if (!link) return;
    link.ws.write(textFrame("2probe"));
    await this.#server.settled();
    if (!link.fresh.includes("text 3probe") || link.ws.isOver) return;
    this.#isPaused = true;
    const poll = this.#poll;
    if (poll) await this.until("the poll to be answered", () => poll.isOver);
  }

  async #wait(index: number | undefined): Promise<void> {
    const link = this.#links[index ?? -1];
    await this.until("something to come", () =>
      link
        ? link.fresh.length > 0 || link.ws.isOver
        : this.#poll === undefined || this.#poll.isOver,
    );
  }

  /** Writes down what has come, until nothing more does. */
  async #watch(): Promise<void> {
    await this.#server.settled();
    for (const [index, link] of this.#links.entries()) await this.#watchLink(link, index);
    for (let poll = this.#poll; poll?.isOver; poll = this.#poll) {
      this.#poll = undefined;
      this.#write("poll", poll);
      if (poll.answer?.status !== 200 || this.#isPaused) break;
      this.#poll = await this.#get();
      await this.#server.settled();
    }
    if (this.#poll && this.#step?.do === "poll") this.#seen.push("poll waits");
    if (this.#halfPost?.isOver) {
      this.#write("half post", this.#halfPost);
      this.#halfPost = undefined;
    }
  }

  async #watchLink(link: Link, index: number): Promise<void> {
    const { ws, fresh } = link;
    if (ws.heardClose && !ws.isOver) {
      await this.until("the WebSocket's end", () => ws.isOver);
      await this.#server.settled();
    }
    const isRefused = ws.answer !== undefined && ws.answer.status !== 101;
    if (!link.isOpenTold && (ws.answer || ws.isOver)) {
      link.isOpenTold = true;
      const body = isRefused ? ` ${ws.answer?.body}` : "";
      this.#seen.push(`link ${index} answer ${ws.answer?.status ?? "none"}${body}`);
    }
    for (const line of fresh.splice(0)) this.#seen.push(`link ${index} ${line}`);
    if (!ws.isOver || link.isOverTold) return;
    link.isOverTold = true;
    this.#seen.push(`link ${index} ended`);
    this.#isPaused = false;
  }

  #write(what: string, { answer }: HttpRequest): void {
    if (!answer) {
      this.#seen.push(`${what} ended`);
      return;
    }
    const { status, headers, body } = answer;
    if (status !== 200 || body === "ok") {
      this.#seen.push(`${what} ${status} ${headers.get("content-type") ?? "-"} ${body}`);
    } else {
      // How many packets come at once is chance; their order is not.
      for (const packet of body.split("\x1e"))
        this.#seen.push(`${what} packet ${this.#noted(packet, true)}`);
    }
  }

  #heard(heard: Heard): string {
    switch (heard.kind) {
      case "text":
        return `text ${this.#noted(heard.text, false)}`;
      case "close":
        return `close ${heard.code}`;
      case "broken":
        return "bytes that are no frame";
      default:
        return `${heard.kind} ${heard.hex}`;
    }
  }

  #noted(packet: string, isPolled: boolean): string {
    const [, sid] = /^0\{"sid":"([^"]+)"/.exec(packet) ?? [];
    if (sid && !isPolled) this.#sid ||= sid;
    else if (sid) {
      this.#sid = sid;
      // It was another session's.
      this.#poll?.drop();
      this.#poll = undefined;
    }
    return packet.replace(/"sid":"[^"]+"/, '"sid":"#"');
  }

  protected override state(): string {
    return `at ${JSON.stringify(this.#step)}, having seen ${JSON.stringify(this.#seen)}`;
  }
}

function bytesOf(frame: SentFrame): Buffer {
  if ("text" in frame) return textFrame(frame.text);
  if ("binary" in frame) return binaryFrame(Buffer.from(frame.binary, "hex"));
  if ("ping" in frame) {
    return encodeFrame({ opcode: OPCODES.ping, payload: Buffer.from(frame.ping, "hex") });
  }
  if ("bytes" in frame) return Buffer.from(frame.bytes, "hex");
  const last = frame.fragments.length - 1;
  return Buffer.concat(
    frame.fragments.map((part, index) =>
      encodeFrame({
        opcode: index === 0 ? OPCODES.text : OPCODES.continuation,
        payload: Buffer.from(part),
        isFinal: index === last,
      }),
    ),
  );
}
