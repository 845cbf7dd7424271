// The desktop app's own relay module, name for name, on top of a session: the app's file can shrink to a
// handful of lines. Knows the app's habits, not its code.

import { appEvents } from "./app-events.ts";
import { askPromptly } from "./app-request.ts";
import type { PacedEvents } from "./paced-events.ts";
import type { Seat } from "./seat.ts";
import type { SessionOptions, Waiting } from "./session.ts";
import { Session } from "./session.ts";
import { ownError } from "./session-error.ts";

/** A session with one relay, and what the app hears of it. */
interface Link {
  /** The player may have corrected it since. */
  readonly url: string;
  readonly session: Session;
  readonly events: PacedEvents;
}

/**
 * The app's functions for one relay. Requests reject with a `SessionError`, at once when the relay cannot be
 * reached, or when `connectToRelay` was not called. Listeners are told each event once, in order, and when the app can
 * hear it: for a second after the app's screen has changed, and while there are no listeners at all, events wait.
 * @param url - asked at each connect; nothing happens while there is none
 * @param options - as of a session, but that the seat is kept nowhere unless a `storage` is given
 */
export function createAppRelay(
  url: () => string | undefined,
  options?: Omit<SessionOptions, "url">,
) {
  let link: Link | undefined;
  let isCancelled = false;
  let underWay: Record<string, Promise<Seat>> = {};

  /** A request fails at once when nobody has connected, as it does in the app, or disconnected before it began. */
  const connected = async (): Promise<Session> => {
    if (link) return link.session;
    throw isCancelled ? ownError("CLOSED") : new Error("Not connected to relay");
  };

  /** A button that is pressed twice asks once, and both presses have the answer. */
  const once = async (what: string, ask: (session: Session, as: Waiting) => Promise<Seat>) => {
    const session = await connected();
    const all = underWay;
    all[what] ??= askPromptly(session, (as) => ask(session, as)).finally(() => delete all[what]);
    return all[what];
  };

  const disconnect = (): void => {
    link?.events.end();
    link?.session.close();
    link = undefined;
    underWay = {};
  };

  const listen: PacedEvents["on"] = (event, cb) => link?.events.on(event, cb) ?? (() => {});

  return {
    connectToRelay(): void {
      const target = url();
      isCancelled = false;
      if (!target) return;
      if (!link || (target !== link.url && !link.session.seat)) {
        disconnect();
        const session = new Session({ storage: null, ...options, url: target });
        link = { url: target, session, events: appEvents(session) };
      }
      link.session.connect().catch(() => {});
    },

    /** A request that is under way, or that the app makes before it connects again, reads as cancelled. */
    disconnectFromRelay(): void {
      isCancelled = true;
      disconnect();
    },

    async createGame(playerName: string): Promise<{ code: string }> {
      const { code } = await once(`create ${playerName}`, (session, as) =>
        session.createGame(playerName, as),
      );
      return { code };
    },

    async joinGame(
      code: string,
      playerName: string,
    ): Promise<{ color: "white" | "black"; peerName: string }> {
      const seat = await once(`join ${code} ${playerName}`, (session, as) =>
        session.joinGame(code, playerName, as),
      );
      return { color: seat.color, peerName: seat.peerName ?? "" };
    },

    sendMove(uci: string, whiteTime?: number, blackTime?: number): void {
      void link?.session.sendMove(uci, { whiteTime, blackTime });
    },

    /** @param color - the loser's */
    sendResign(color: string): void {
      void link?.session.resign(color as "white" | "black");
    },

    sendDrawOffer(): void {
      void link?.session.offerDraw();
    },

    sendAcceptDraw(): void {
      void link?.session.acceptDraw();
    },

    sendReady(): void {
      link?.events.ready();
      void link?.session.ready();
    },

    onPeerJoined(cb: (name: string) => void): () => void {
      return listen("peer_joined", (name) => cb(name));
    },

    onPeerMove(cb: (uci: string, whiteTime?: number, blackTime?: number) => void): () => void {
      return listen("game_move", (...move) => cb(...move));
    },

    onPeerResign(cb: (color: string) => void): () => void {
      return listen("resign", (color) => cb(color));
    },

    /** Also when the own seat is lost or taken over: for the app, which knows no third case, the game is over. */
    onPeerLeft(cb: () => void): () => void {
      return listen("peer_left", () => cb());
    },

    onDrawOffer(cb: () => void): () => void {
      return listen("offer_draw", () => cb());
    },

    onDrawAccepted(cb: () => void): () => void {
      return listen("accept_draw", () => cb());
    },

    onPeerReady(cb: () => void): () => void {
      return listen("peer_ready", () => cb());
    },

    startHeartbeat(): void {
      link?.session.startHeartbeat();
    },

    stopHeartbeat(): void {
      link?.session.stopHeartbeat();
    },

    isPeerAlive(timeoutMs = 10_000): boolean {
      return link?.session.isPeerAlive(timeoutMs) ?? true;
    },
  };
}
