// A seat from its taking to its loss: what is heard in it, how the opponent stands, the heartbeat, the record
// for the next life of the program. Knows no requests and no reconnecting.

import type { JsonObject, Offset, RelayPayloads } from "@en-parlant/protocol";
import { Heart } from "./heart.ts";
import type { Outside } from "./held-seat.ts";
import { HeldSeat } from "./held-seat.ts";
import type { HistoryEntry } from "./history.ts";
import { Presence } from "./presence.ts";
import type { Seat } from "./seat.ts";
import type { SeatRecord } from "./seat-record.ts";
import type { SeatMemory } from "./seat-storage.ts";
import type { SessionError } from "./session-error.ts";
import type { SessionEvents } from "./session-events.ts";

/** Tells the session's listeners. */
export type Tell = <K extends keyof SessionEvents>(event: K, ...args: SessionEvents[K]) => void;

/** What a seat needs of the link. */
interface SeatLink {
  readonly isOnline: boolean;
  emit(event: string, payload: JsonObject): void;
  renew(): void;
}

/** What a seat's life is written down in, and timed by. */
interface SeatTools {
  readonly memory: SeatMemory;
  /** The session's clock. */
  now(): number;
}

/** At most one seat. */
export class SeatLife {
  held: HeldSeat | undefined;
  latencyMs: number | undefined;
  readonly presence: Presence;
  readonly #memory: SeatMemory;
  readonly #link: SeatLink;
  readonly #tell: Tell;
  readonly heart: Heart;
  readonly #outside: Outside;
  #beats = true;
  #replays = false;

  constructor(link: SeatLink, { memory, now }: SeatTools, tell: Tell) {
    this.#link = link;
    this.#memory = memory;
    this.#tell = tell;
    this.#outside = { told: (entry, heard) => this.#entered(entry, heard), now };
    this.presence = new Presence((status) => tell("peer", status), now);
    this.heart = new Heart({
      beat: () => link.emit("heartbeat", {}),
      dead: () => link.renew(),
      thawed: () => this.presence.refresh(),
      measured: (ms) => {
        this.latencyMs = ms;
        tell("latency", ms);
      },
    });
  }

  /** A new seat. */
  take(seat: Seat): void {
    this.held = new HeldSeat(seat, this.#outside);
    this.#startHeart();
  }

  /** A seat of an earlier life, still to be asked for. */
  recall(record: SeatRecord): HeldSeat {
    this.held = new HeldSeat(record.seat, this.#outside, record);
    return this.held;
  }

  /** The seat is gone. @param forgets - also for the next life */
  release(error: SessionError, forgets: boolean): void {
    const { held } = this;
    if (!held) return;
    if (forgets) this.#memory.clear();
    this.#memory.rest();
    this.held = undefined;
    this.heart.stop();
    this.presence.reset();
    held.lost(error);
    this.#tell("seat", undefined);
  }

  /** The link is down: nothing is heard, so silence means nothing. */
  sleep(): void {
    this.heart.stop();
    this.presence.deafen();
  }

  /** The link is up and the seat held. */
  wake(): void {
    this.presence.refresh();
    this.#startHeart();
  }

  /** Begins or ends the heartbeats. */
  beat(beats: boolean): void {
    this.#beats = beats;
    this.heart.stop();
    this.#startHeart();
  }

  /** Takes in what the relay says about the game; what was under way when the seat was given up is for nobody. */
  hear(event: string, payload: unknown, place: Offset | undefined): void {
    if (!this.held) return;
    switch (event) {
      case "peer_heartbeat":
        this.presence.sign(true);
        return;
      case "peer_away":
        this.presence.away((payload as RelayPayloads["peer_away"]).graceMs);
        break;
      case "peer_back":
        this.presence.online();
        break;
      default:
        this.held.hear(event, payload, place);
        return;
    }
    this.#tell(event, payload as RelayPayloads["peer_away"], { mine: false });
  }

  /** The relay gave the seat back. */
  resumed(held: HeldSeat, snapshot: RelayPayloads["game_resumed"], place: Offset): void {
    // What was missed says how the opponent stood; the snapshot, how he stands.
    this.#replays = true;
    held.resumed(snapshot, place);
    this.#replays = false;
    if (snapshot.peer !== "none") this.presence[snapshot.peer]();
    this.#memory.keep(held);
    this.#tell("seat", held.seat);
  }

  /** The program ends here, and the seat shall not. */
  keepNow(): void {
    if (this.held) this.#memory.keepNow(this.held);
  }

  /** Something was sent or forgotten. */
  keep(): void {
    if (this.held) this.#memory.keep(this.held);
  }

  #startHeart(): void {
    if (this.held && this.#beats && this.#link.isOnline) this.heart.start();
  }

  /** Tells a new entry of the history. */
  #entered(entry: HistoryEntry, heard: boolean): void {
    const { held } = this;
    if (!held) return;
    const { event, payload, mine } = entry;
    if (!this.#replays && !mine && event !== "game_created") {
      if (event === "peer_left") this.presence.left();
      else this.presence.sign(false);
    }
    this.#memory.keep(held);
    if (isSeating(event)) this.#tell("seat", held.seat);
    this.#tell("history", entry);
    if (heard) this.#tell(event as "game_move", payload as RelayPayloads["game_move"], { mine });
  }
}

/** Whether the event changes the seat itself. */
function isSeating(event: string): boolean {
  return event === "game_created" || event === "game_joined" || event === "peer_joined";
}
