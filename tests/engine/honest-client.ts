// A client that does everything right and checks that it is served right: each of its messages comes back, in order, while
// others do what they like to the same server.

import type { ServerProcess } from "./server-process.ts";
import { WsSession } from "./sessions.ts";

/** Talks until it is ended. */
export class HonestClient {
  readonly #session: WsSession;
  readonly #talk: Promise<void>;
  #isEnding = false;
  #count = 0;

  private constructor(session: WsSession) {
    this.#session = session;
    this.#talk = this.#run();
    // Its failure is told at the end.
    this.#talk.catch(() => {});
  }

  static async start(server: ServerProcess): Promise<HonestClient> {
    return new HonestClient(await WsSession.join(server));
  }

  /** @throws Error when it was not served as it should have been */
  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#talk;
    this.#session.link.close(1000);
    await this.#session.ended();
    if (this.#count < 10) throw new Error(`only ${this.#count} messages came back`);
  }

  async #run(): Promise<void> {
    while (!this.#isEnding) {
      this.#session.send(`42["message",${this.#count}]`);
      let packet = await this.#session.next();
      for (; packet === "2"; packet = await this.#session.next()) this.#session.send("3");
      if (packet !== `42["message-back",${this.#count}]`) throw new Error(`it heard ${packet}`);
      this.#count += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
