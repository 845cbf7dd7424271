// White's held seat, the two directions of its link, and as much of a relay as speaks to it: a log with counts,
// repeats dropped, what is brought taken (rules N, S13). Black is beyond the relay and loses nothing.

import type { Counts, LoggedEvent, Offset, SentEvent } from "@en-parlant/protocol";
import { highestCounts, NO_COUNTS } from "@en-parlant/protocol";
import { HeldSeat } from "./held-seat.ts";

type Operation =
  | "move"
  | "offer"
  | "peer_moves"
  | "relay_reads"
  | "client_reads"
  | "link_drops"
  | "resume"
  | "resume_in_vain"
  | "reload"
  | "relay_restarts";

/** An entry of the log, with the counts at its place. */
type Entry = LoggedEvent & { readonly seen: Counts };

/** What the relay writes: an event for White, or an acknowledgement. */
type Packet = { readonly entry: Entry } | { readonly acknowledged: number };

const seat = { code: "AB-CD-EF", color: "white", name: "Ann", joined: true } as const;

/** One game, as White's client sees it. */
export class SeatRelay {
  held = this.#hold();
  readonly sent: string[] = [];
  readonly peerSent: string[] = [];
  /** What the relay took, in its order; of a relay that was killed, what it remembers. */
  logged: string[] = [];
  #up: SentEvent[] = [];
  #down: Packet[] = [];
  #online = true;
  #written = 0;
  #issuer = 1;
  #counts: Counts = NO_COUNTS;
  #claimed: Counts = NO_COUNTS;
  #log: Entry[] = [];

  constructor() {
    this.held.place = this.#offset(0, NO_COUNTS);
  }

  /** The names of the history's events. */
  get history(): string[] {
    return this.held.history.map(({ payload }) => (payload as { uci: string }).uci);
  }

  get own(): string[] {
    return this.held.history.flatMap(({ mine, payload }) =>
      mine ? [(payload as unknown as { uci: string }).uci] : [],
    );
  }

  get peers(): string[] {
    return this.held.history.flatMap(({ mine, payload }) =>
      mine ? [] : [(payload as { uci: string }).uci],
    );
  }

  perform(operation: Operation): void {
    const acts: Record<Operation, () => void> = {
      move: () => this.#send(operation),
      offer: () => this.#send(operation),
      peer_moves: () => this.#peerMoves(),
      relay_reads: () => this.#relayReads(),
      client_reads: () => this.#clientReads(),
      link_drops: () => this.#drop(),
      resume: () => this.#resume(true),
      resume_in_vain: () => this.#resume(false),
      reload: () => this.#reload(),
      relay_restarts: () => this.#restart(),
    };
    acts[operation]();
  }

  /** Everything arrives at last. */
  settle(): void {
    if (!this.#online) this.#resume(true);
    while (this.#up.length + this.#down.length > 0) {
      this.#relayReads();
      this.#clientReads();
    }
  }

  #hold(record = undefined as HeldSeat["record"]): HeldSeat {
    return new HeldSeat(record?.seat ?? seat, { told() {}, now: () => 0 }, record);
  }

  #offset(seq: number, seen: Counts): Offset {
    return { seq, ticket: `${this.#issuer}`, seen };
  }

  #send(kind: Operation): void {
    const uci = `${kind} ${this.sent.length + 1}`;
    this.sent.push(uci);
    void this.held.send(kind === "move" ? "game_move" : "offer_draw", { uci });
    this.#flush();
  }

  #flush(): void {
    if (!this.#online) return;
    for (const own of this.held.outbox.pending.slice(0, 16)) {
      if (own.n <= this.#written) continue;
      this.#written = own.n;
      this.#up.push(own);
    }
  }

  #peerMoves(): void {
    const uci = `reply ${this.peerSent.length + 1}`;
    this.peerSent.push(uci);
    this.#take("black", {
      n: this.peerSent.length,
      after: 0,
      event: "game_move",
      payload: { uci },
    });
  }

  #relayReads(): void {
    const own = this.#up.shift();
    if (!own) return;
    this.#take("white", own);
    this.#down.push({ acknowledged: own.n });
  }

  /** N2, N6: not what was taken before, and to White not what he has. */
  #take(by: "white" | "black", { n, event, payload }: SentEvent): void {
    if (n <= this.#counts[by]) return;
    this.#counts = { ...this.#counts, [by]: n };
    this.logged.push((payload as { uci: string }).uci);
    const seen = highestCounts(this.#counts, this.#claimed);
    const entry = { seq: this.#log.length + 1, event, payload, by, n, seen };
    this.#log.push(entry);
    if (this.#online && this.#isFor(entry, this.#claimed)) this.#down.push({ entry });
  }

  #isFor({ event, by, n = 0 }: Entry, claimed: Counts): boolean {
    return (by === "black" || event === "game_move") && n > claimed[by as "white" | "black"];
  }

  #clientReads(): void {
    const packet = this.#down.shift();
    if (!packet) return;
    if ("entry" in packet) {
      const { event, payload, seq, seen } = packet.entry;
      this.held.hear(event, payload, this.#offset(seq, seen));
    } else {
      this.held.acknowledged(packet.acknowledged);
    }
    this.#flush();
  }

  #drop(): void {
    this.#online = false;
    this.#written = 0;
    this.#up = [];
    this.#down = [];
  }

  /** Also where the link seems to stand: the client thinks it dead. */
  #resume(isAnswered: boolean): void {
    this.#drop();
    const { place, outbox } = this.held;
    if (!place) throw new Error("There is always a place here.");
    this.#claimed = place.seen;
    const from = place.ticket === `${this.#issuer}` ? place.seq : 0;
    for (const own of outbox.newest) this.#take("white", own);
    if (!isAnswered) return;
    const missed = this.#log.filter((entry) => entry.seq > from && this.#isFor(entry, place.seen));
    const seen = highestCounts(this.#counts, place.seen);
    const snapshot = {
      ...seat,
      peer: "online",
      seq: this.#log.length,
      number: seen.white,
      complete: true,
      events: missed,
    } as const;
    this.#online = true;
    this.held.resumed(snapshot, this.#offset(this.#log.length, seen));
    this.#flush();
  }

  #reload(): void {
    this.held = this.#hold(JSON.parse(JSON.stringify(this.held.record)));
    this.#resume(true);
  }

  /** Black is back first, and brings all that he has sent (16 at most, so that none is missing). */
  #restart(): void {
    this.#drop();
    this.#issuer += 1;
    this.#counts = NO_COUNTS;
    this.#claimed = NO_COUNTS;
    this.#log = [];
    this.logged = [];
    for (const [index, uci] of this.peerSent.entries()) {
      this.#take("black", { n: index + 1, after: 0, event: "game_move", payload: { uci } });
    }
  }
}
