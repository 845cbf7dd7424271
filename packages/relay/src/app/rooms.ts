// Commands in, effects out: applies the rules in the store and has what comes of them done on the links.
// Knows neither Socket.IO's events nor payloads' forms.

import type { Timers } from "@en-parlant/engine";
import type { RoomCode } from "@en-parlant/protocol";
import type { Logger } from "../log.ts";
import type { Stats } from "../metrics.ts";
import { newestHeld } from "../room/delivery.ts";
import { hearerOf, standIn } from "../room/heartbeats.ts";
import { nextDeadline } from "../room/presence.ts";
import { claimedRoom } from "../room/rebuild.ts";
import type { Room, Time } from "../room/room.ts";
import { COLORS, linkOf, seatOf } from "../room/room.ts";
import { step } from "../room/rules.ts";
import type { Opening } from "../room/seating.ts";
import { open } from "../room/seating.ts";
import type { Command, MemberRequest, Resume, RuleContext, Step } from "../room/step.ts";
import { refused } from "../room/step.ts";
import type { RoomStore } from "../store/room-store.ts";
import { createAlarms } from "./alarms.ts";
import type { EffectDependencies, RoomLink } from "./effects.ts";
import { perform } from "./effects.ts";
import type { HeldSeat } from "./link.ts";
import type { LogKey } from "./step-log.ts";
import { stepLogger } from "./step-log.ts";

/** What the rooms need from outside. */
export interface RoomsDependencies extends EffectDependencies {
  readonly store: RoomStore;
  readonly stats: Stats;
  /** Never ahead of `now`: what is woken is due. */
  readonly timers: Timers;
  readonly times: Omit<RuleContext, "now">;
  readonly log: Logger;
  /** Names a room in the log without giving its code away. */
  readonly nameRoom: (code: RoomCode) => string;
}

/** All rooms, and the only way to change one. */
export interface Rooms {
  open(opening: Omit<Opening, "id" | "code">): Step;
  apply(code: RoomCode, command: Command): Step;
  /** Applies what the link's client asks as the holder of its seat, or of one that it held until just now (G9). */
  submit(link: RoomLink, request: MemberRequest, seat?: HeldSeat): Step;
  /** The number of the newest event that waits for the seat (F8). */
  newestHeld(seat: HeldSeat): number | undefined;
  /**
   * Gives a seat back, rebuilding its room if another process issued the ticket (S7).
   * @param granted - called before anything is written, if it is
   */
  resume(command: Resume, granted?: () => void): Step;
  /**
   * The game that a client of that name has opened, and whose link was lost while it waited alone (G14). Looks at every
   * room: to be asked within a budget.
   */
  leftAloneBy(client: string): RoomCode | undefined;
  /** H1: the link's client has beaten. */
  beat(link: RoomLink): void;
  /** H2: the link has answered a ping, which may stand for a heartbeat. */
  pong(link: RoomLink): void;
  /** Ends idle rooms (I1). Returns how many. */
  sweep(): number;
  close(): void;
}

/** The rooms of one relay. */
export function createRooms(deps: RoomsDependencies): Rooms {
  const { store, links, now } = deps;
  const logStep = stepLogger(deps.log, deps.nameRoom);
  const alarms = createAlarms(deps.timers, (code) => {
    apply(code, { type: "grace_over" });
    apply(code, { type: "hold_over" });
  });
  const context = (): RuleContext => ({ now: now(), ...deps.times });

  function apply(code: RoomCode, command: Command): Step {
    const rule = (room: Room | undefined) =>
      room ? step(room, command, context()) : refused(absence(command));
    return settle(code, store.change(code, rule), command.type);
  }

  /** Performs what a committed step asks for. */
  function settle(code: RoomCode, done: Step, key: LogKey): Step {
    if (!done.ok) return done;
    logStep(code, key, done);
    alarms.set(code, done.room && nextDeadline(done.room));
    const source = { code, room: done.room };
    for (const effect of done.effects) perform(effect, source, deps);
    return done;
  }

  /** Passes a sign of life on. No room changes by it: the sweep asks the links (I2). */
  function beat(link: RoomLink, withinMs?: number): void {
    const room = link.seat && store.peek(link.seat.code);
    // A link that no longer holds the seat is a stranger, whatever it believes (S6).
    if (!link.seat || !room || linkOf(seatOf(room, link.seat.color)) !== link.id) return;
    link.lastBeat = now();
    const hearer = hearerOf(room, link.seat.color);
    if (hearer) links.get(hearer)?.sendBeat(withinMs);
  }

  /** The newest heartbeat of those who hold the room's seats. */
  function newestBeat(room: Room): Time | undefined {
    let newest: Time | undefined;
    for (const color of COLORS) {
      const beat = links.get(linkOf(seatOf(room, color)) ?? "")?.lastBeat;
      if (beat !== undefined && (newest === undefined || beat > newest)) newest = beat;
    }
    return newest;
  }

  return {
    apply,
    submit(link, request, seat = link.seat) {
      if (!seat) return refused("NOT_IN_GAME");
      return apply(seat.code, { ...request, by: { link: link.id, color: seat.color } });
    },
    newestHeld({ code, color }) {
      const room = store.peek(code);
      return room && newestHeld(room, color);
    },
    leftAloneBy: (client) =>
      store.codes().find((code) => {
        const room = store.peek(code);
        if (room?.phase !== "waiting") return false;
        return room.white.client === client && room.white.presence.at === "away";
      }),
    open(opening) {
      const done = store.open((place) => open({ ...opening, ...place }, context()));
      return done.ok && done.room ? settle(done.room.code, done, "open") : done;
    },
    resume(command, granted) {
      const { claim } = command;
      const { code } = claim;
      const { hasEnded } = store;
      const done = store.change(code, (standing) => {
        const at = context();
        const room = claimedRoom(standing, claim, { context: at, hasEnded });
        return room ? step(room, command, at) : refused("SEAT_LOST");
      });
      if (done.ok) granted?.();
      if (done.ok) deps.stats.resumesGranted += 1;
      else deps.stats.resumesRefused += 1;
      return settle(code, done, "resume");
    },
    beat,
    pong(link) {
      const wait = standIn(link.lastBeat, now());
      if (wait !== undefined) beat(link, wait);
    },
    sweep() {
      const before = store.size;
      for (const code of store.codes()) {
        const room = store.peek(code);
        if (room) apply(code, { type: "sweep", lastBeat: newestBeat(room) });
      }
      return before - store.size;
    },
    close: () => alarms.clear(),
  };
}

function absence(command: Command): "GAME_NOT_FOUND" | "NOT_IN_GAME" {
  return command.type === "join" ? "GAME_NOT_FOUND" : "NOT_IN_GAME";
}
