// Sorts what the relay says: answers, refusals, the game, and the ends of it. Knows the protocol
// (docs/PROTOCOL.md); what follows is done by others.

import type { Offset, RelayError, RelayPayloads } from "@en-parlant/protocol";
import { parseOffset } from "@en-parlant/protocol";
import type { Asking } from "./asking.ts";
import type { Connection } from "./connection.ts";
import { frozenCopy } from "./plain-json.ts";
import type { Resumption } from "./resumption.ts";
import type { SeatLife, Tell } from "./seat-life.ts";
import type { SessionError } from "./session-error.ts";
import { ownError, refusal } from "./session-error.ts";

/** Whom the relay's words concern. */
export interface HearingParts {
  readonly connection: Connection;
  readonly life: SeatLife;
  readonly asking: Asking;
  readonly resumption: Resumption;
  readonly tell: Tell;
  /** The seat is held again. */
  settle(): void;
  /** Whether this is the game whose seat was given up last. */
  isGivenUp(code: string): boolean;
  /** Another client has the seat. */
  takenOver(): void;
}

/** Takes an event with all its arguments. */
type Hear = (event: string, args: readonly unknown[]) => void;

/** The ear of one session. */
export function createHearing(parts: HearingParts): Hear {
  const { connection, life, asking, resumption, tell } = parts;

  function inGame(event: string, payload: unknown, place: Offset | undefined): void {
    const { color } = payload as RelayPayloads["game_joined"];
    const answers = event === "game_created" || (event === "game_joined" && color === "black");
    if (answers) seated(payload as RelayPayloads["game_joined"], place);
    life.hear(event, payload, place);
    if (answers && life.held) asking.granted(life.held.seat, false);
  }

  /** An answer to create or join. A seat that nobody waits for any more is given back. */
  function seated(payload: RelayPayloads["game_joined"], place: Offset | undefined): void {
    const seat = asking.seat(payload);
    life.release(ownError("CLOSED"), true);
    if (seat) life.take(seat);
    else if (place) connection.emit("leave_game", {});
    else connection.close("closed", true);
  }

  function resumed(snapshot: RelayPayloads["game_resumed"], place: Offset | undefined): void {
    const { held } = life;
    // The answer to a goodbye looks the same.
    const expected = resumption.underWay && !parts.isGivenUp(snapshot.code);
    if (!held || !place || !expected) return;
    resumption.end();
    life.resumed(held, snapshot, place);
    parts.settle();
    asking.granted(held.seat, true);
  }

  function refused(error: SessionError): void {
    if (life.held && resumption.underWay) resumption.refused(life.held, error);
    else if (asking.wish) asking.refused(error);
    else tell("error", error);
  }

  function roomClosed(payload: RelayPayloads["room_closed"]): void {
    if (!life.held) return;
    life.release(ownError("CLOSED"), true);
    tell("room_closed", payload, { mine: false });
  }

  return (event, args) => {
    const last = args.at(-1);
    const payload: unknown = frozenCopy(args[0] ?? {});
    const place = typeof last === "string" ? parseOffset(last) : undefined;
    switch (event) {
      case "heartbeat_ack":
        life.heart.answered();
        break;
      case "error":
        refused(refusal(payload as RelayError));
        break;
      case "game_resumed":
        resumed(payload as RelayPayloads["game_resumed"], place);
        break;
      case "seat_taken":
        parts.takenOver();
        break;
      case "room_closed":
        roomClosed(payload as RelayPayloads["room_closed"]);
        break;
      case "left_game":
        break;
      default:
        inGame(event, payload, place);
    }
  };
}
