// The desktop app's own relay module, name for name, on top of a session: the app's file can shrink to a
// handful of lines. Knows the app's habits, not its code.

import type { SessionOptions } from "./session.ts";
import { Session } from "./session.ts";

/**
 * The app's functions for one relay. Requests reject with a `SessionError`, or at once when `connectToRelay` was
 * not called; listeners hear nothing that comes before it.
 * @param url - asked at each connect; nothing happens while there is none
 * @param options - as of a session, but that the seat is kept nowhere unless a `storage` is given
 */
export function createAppRelay(
  url: () => string | undefined,
  options?: Omit<SessionOptions, "url">,
) {
  let session: Session | undefined;
  /** The player may have corrected the URL since. */
  let dialled: string | undefined;
  const cleanups = new Set<() => void>();

  /** A request fails at once when nobody has connected, as it does in the app. */
  const connected = async (): Promise<Session> => {
    if (!session) throw new Error("Not connected to relay");
    return session;
  };

  const listen = (start: (to: Session) => () => void): (() => void) => {
    const stop = session ? start(session) : () => {};
    cleanups.add(stop);
    return () => {
      cleanups.delete(stop);
      stop();
    };
  };

  return {
    connectToRelay(): void {
      const target = url();
      if (!target || session?.seat || (session && target === dialled)) return;
      session?.close();
      dialled = target;
      session = new Session({ storage: null, ...options, url: target });
      session.connect().catch(() => {});
    },

    disconnectFromRelay(): void {
      for (const stop of cleanups) stop();
      cleanups.clear();
      session?.close();
      session = undefined;
    },

    async createGame(playerName: string): Promise<{ code: string }> {
      const { code } = await (await connected()).createGame(playerName);
      return { code };
    },

    async joinGame(
      code: string,
      playerName: string,
    ): Promise<{ color: "white" | "black"; peerName: string }> {
      const { color, peerName = "" } = await (await connected()).joinGame(code, playerName);
      return { color, peerName };
    },

    sendMove(uci: string, whiteTime?: number, blackTime?: number): void {
      const clocks = {
        ...(whiteTime === undefined ? {} : { whiteTime }),
        ...(blackTime === undefined ? {} : { blackTime }),
      };
      void session?.sendMove(uci, clocks);
    },

    /** @param color - the loser's */
    sendResign(color: string): void {
      void session?.resign(color as "white" | "black");
    },

    sendDrawOffer(): void {
      void session?.offerDraw();
    },

    sendAcceptDraw(): void {
      void session?.acceptDraw();
    },

    sendReady(): void {
      void session?.ready();
    },

    onPeerJoined(cb: (name: string) => void): () => void {
      return listen((to) => to.on("peer_joined", ({ peerName }) => cb(peerName)));
    },

    onPeerMove(cb: (uci: string, whiteTime?: number, blackTime?: number) => void): () => void {
      return listen((to) =>
        to.on("game_move", ({ uci, whiteTime, blackTime }, { mine }) => {
          if (!mine) cb(uci, whiteTime, blackTime);
        }),
      );
    },

    onPeerResign(cb: (color: string) => void): () => void {
      return listen((to) => to.on("resign", ({ color }) => cb(color)));
    },

    /** Also when the own seat is lost or taken over: for the app, which knows no third case, the game is over. */
    onPeerLeft(cb: () => void): () => void {
      return listen((to) => {
        const stops = [to.on("peer_left", () => cb()), to.on("seat", (seat) => seat ?? cb())];
        return () => {
          for (const stop of stops) stop();
        };
      });
    },

    onDrawOffer(cb: () => void): () => void {
      return listen((to) => to.on("offer_draw", () => cb()));
    },

    onDrawAccepted(cb: () => void): () => void {
      return listen((to) => to.on("accept_draw", () => cb()));
    },

    onPeerReady(cb: () => void): () => void {
      return listen((to) => to.on("peer_ready", () => cb()));
    },

    startHeartbeat(): void {
      session?.startHeartbeat();
    },

    stopHeartbeat(): void {
      session?.stopHeartbeat();
    },

    isPeerAlive(timeoutMs = 10_000): boolean {
      return session?.isPeerAlive(timeoutMs) ?? true;
    },
  };
}
