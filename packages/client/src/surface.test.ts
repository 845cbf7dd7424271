// What compiles against the package and what does not. tsc checks this file; each `@ts-expect-error` fails it when
// the mistake below it compiles after all.

import type { ClientPayload, Color, JsonObject } from "@en-parlant/protocol";
import { expect, expectTypeOf, test } from "vitest";
import { createAppRelay } from "./app.ts";
import type {
  ConnectionState,
  HistoryEntry,
  OfflineReason,
  PeerStatus,
  Seat,
  SeatStorage,
  SessionErrorCode,
  SessionEvents,
  SessionOptions,
  SocketIoOptions,
} from "./index.ts";
import { Session, SessionError } from "./index.ts";

/** Type-checked, and never run. */
function checked(_compiles: (session: Session) => unknown): void {}

type Told<E extends keyof SessionEvents> = Parameters<(...args: SessionEvents[E]) => void>;
type Mine = { readonly mine: boolean };

test("a listener gets what its event carries", () => {
  type Move = ClientPayload<"game_move">;
  expectTypeOf<Told<"game_move">>().toEqualTypeOf<[payload: Move, about: Mine]>();
  expectTypeOf<Told<"resign">[0]["color"]>().toEqualTypeOf<Color>();
  expectTypeOf<Told<"peer_ready">>().toEqualTypeOf<[payload: JsonObject, about: Mine]>();
  expectTypeOf<Told<"peer_away">[0]["graceMs"]>().toEqualTypeOf<number>();
  expectTypeOf<Told<"connection">>().toEqualTypeOf<[state: ConnectionState]>();
  expectTypeOf<Told<"peer">>().toEqualTypeOf<[status: PeerStatus]>();
  expectTypeOf<Told<"seat">>().toEqualTypeOf<[seat: Seat | undefined]>();
  expectTypeOf<Told<"history">>().toEqualTypeOf<[entry: HistoryEntry]>();
  expectTypeOf<Told<"latency">>().toEqualTypeOf<[ms: number]>();
  expectTypeOf<Told<"error">>().toEqualTypeOf<[error: SessionError]>();
  checked((session) => {
    session.on("game_move", ({ uci, whiteTime }, { mine }) => {
      expectTypeOf(uci).toEqualTypeOf<string>();
      expectTypeOf(whiteTime).toEqualTypeOf<number | undefined>();
      expectTypeOf(mine).toEqualTypeOf<boolean>();
    });
    session.on("peer_left", () => {});
    expectTypeOf(session.on("peer_back", () => {})).toEqualTypeOf<() => void>();
  });
});

test("an event that there is not cannot be listened to", () => {
  checked((session) => {
    // @ts-expect-error misspelled
    session.on("game_moved", () => {});
    // @ts-expect-error the name under which it is sent, not the one under which it arrives
    session.on("ready", () => {});
    // @ts-expect-error the session's own business
    session.on("heartbeat_ack", () => {});
    // @ts-expect-error the session's own business
    session.on("game_resumed", () => {});
  });
});

test("a listener cannot expect what its event does not carry", () => {
  checked((session) => {
    // @ts-expect-error the move is in the payload
    session.on("game_move", (uci: string) => uci);
    // @ts-expect-error there is no such field
    session.on("resign", ({ colour }) => colour);
    // @ts-expect-error the seat may be gone
    session.on("seat", ({ code }) => code);
    // @ts-expect-error one argument only
    session.on("latency", (ms, more) => [ms, more]);
  });
});

test("listeners can be told and not tell themselves", () => {
  checked((session) => {
    // @ts-expect-error only the session itself emits
    session.emit("latency", 1);
    // @ts-expect-error only the session changes it
    session.seat = undefined;
    // @ts-expect-error the history is the session's
    session.history.push();
  });
});

test("what is sent is what the protocol's table says", () => {
  type Sent<E extends Parameters<Session["send"]>[0]> = Parameters<
    typeof Session.prototype.send<E>
  >[1];
  expectTypeOf<Sent<"game_move">>().toEqualTypeOf<ClientPayload<"game_move">>();
  expectTypeOf<Sent<"resign">>().toEqualTypeOf<ClientPayload<"resign">>();
  expectTypeOf<Parameters<Session["send"]>[0]>().toEqualTypeOf<
    "game_move" | "resign" | "offer_draw" | "accept_draw" | "ready"
  >();
  checked((session) => {
    void session.send("game_move", { uci: "e2e4" });
    void session.send("resign", { color: "white" });
    void session.send("offer_draw", {});
    void session.send("ready", { swap: true, rules: { minutes: [5, 3] } });
    // @ts-expect-error a move has a text
    void session.send("game_move", {});
    // @ts-expect-error clocks are numbers
    void session.send("game_move", { uci: "e2e4", whiteTime: "5:00" });
    // @ts-expect-error only two colours play
    void session.send("resign", { color: "red" });
    // @ts-expect-error what the relay acts on is not sent this way
    void session.send("leave_game", {});
    // @ts-expect-error nor is what the relay says
    void session.send("peer_ready", {});
    // @ts-expect-error a function is not JSON
    void session.ready({ later: () => {} });
  });
});

test("requests take what they need and give a seat", () => {
  checked((session) => {
    expectTypeOf(session.createGame("Ann")).toEqualTypeOf<Promise<Seat>>();
    expectTypeOf(session.joinGame("AB-CD-EF", "Ann")).toEqualTypeOf<Promise<Seat>>();
    expectTypeOf(session.resume()).toEqualTypeOf<Promise<Seat>>();
    expectTypeOf(session.sendMove("e2e4", { whiteTime: 1 })).toEqualTypeOf<Promise<void>>();
    void session.createGame("Ann", { options: { minutes: 5 }, signal: AbortSignal.timeout(1) });
    void session.joinGame("AB-CD-EF", "Ann", { options: { page: 1 } });
    expectTypeOf<Seat["peerOptions"]>().toEqualTypeOf<JsonObject | undefined>();
    void session.resign();
    // @ts-expect-error a name, please
    void session.createGame();
    // @ts-expect-error code and name
    void session.joinGame("AB-CD-EF");
    // @ts-expect-error clocks go by colour
    void session.sendMove("e2e4", { clock: 1 });
    // @ts-expect-error the options are the second argument's `options`
    void session.createGame("Ann", { minutes: 5 });
  });
});

test("a session needs a URL, and takes any storage that is like a tab's", () => {
  expectTypeOf<{ url: string }>().toExtend<SessionOptions>();
  type Web = { getItem(k: string): string | null; setItem(k: string, v: string): void };
  expectTypeOf<
    Web & { removeItem(k: string): void; readonly length: number }
  >().toExtend<SeatStorage>();
  expectTypeOf<Web>().not.toExtend<SeatStorage>();
  checked(() => {
    // @ts-expect-error where to?
    new Session({});
    new Session({ url: new URL("ws://localhost:3210") });
    // @ts-expect-error in milliseconds
    new Session({ url: "ws://localhost:3210", timeoutMs: "10s" });
  });
});

test("5.18 options of socket.io-client are the user's but for those that are the session's own", () => {
  expectTypeOf<{
    path: string;
    transports: ("polling" | "websocket")[];
    extraHeaders: { [name: string]: string };
    query: { [name: string]: string };
    auth: { [name: string]: string };
    withCredentials: boolean;
    timeout: number;
  }>().toExtend<SocketIoOptions>();
  expectTypeOf<keyof SocketIoOptions>().extract<Owned>().toBeNever();
  checked(() => {
    // @ts-expect-error it connects when it is asked for something
    new Session({ url: "ws://localhost:3210", io: { autoConnect: false } });
  });
});

/** What it is to repeat, to reconnect, to share links and to speak. */
type Owned =
  | "autoConnect"
  | "forceNew"
  | "multiplex"
  | "retries"
  | "ackTimeout"
  | "parser"
  | `reconnection${string}`
  | "randomizationFactor";

test("a connection's status says which other fields there are", () => {
  const told = (state: ConnectionState): string => {
    switch (state.status) {
      case "reconnecting":
        expectTypeOf(state.delayMs).toEqualTypeOf<number>();
        return `attempt ${state.attempt}`;
      case "offline":
        expectTypeOf(state.reason).toEqualTypeOf<OfflineReason>();
        return state.reason;
      default:
        expectTypeOf(state.status).toEqualTypeOf<"idle" | "connecting" | "online">();
        // @ts-expect-error no attempt is counted here
        return state.attempt ?? state.status;
    }
  };
  expect(told({ status: "reconnecting", attempt: 2, delayMs: 5 })).toBe("attempt 2");
  expect(told({ status: "online" })).toBe("online");
});

test("an opponent's status says which other fields there are", () => {
  const told = (peer: PeerStatus): number | undefined => {
    // @ts-expect-error only who is away is away since
    peer.since;
    if (peer.status !== "away") return undefined;
    expectTypeOf(peer.since).toEqualTypeOf<number>();
    return peer.graceMs;
  };
  expect(told({ status: "away", since: 0, graceMs: 5 })).toBe(5);
  expectTypeOf<Extract<PeerStatus, { status: "online" }>>().toEqualTypeOf<{
    readonly status: "online";
  }>();
  expectTypeOf<PeerStatus["status"]>().toEqualTypeOf<"none" | "online" | "away" | "left">();
});

test("a history entry's name and side say what its payload is", () => {
  const told = (entry: HistoryEntry): string => {
    // @ts-expect-error not every event has a move
    entry.payload.uci;
    if (entry.event === "game_move") return entry.payload.uci;
    if (entry.event === "game_joined") return entry.payload.peerName;
    if (entry.event === "ready") expectTypeOf(entry.mine).toEqualTypeOf<true>();
    if (entry.event === "peer_ready") expectTypeOf(entry.mine).toEqualTypeOf<false>();
    return "";
  };
  expect(told({ event: "game_move", payload: { uci: "e2e4" }, mine: true, at: 1 })).toBe("e2e4");
});

test("an error's code is one that there is", () => {
  expectTypeOf<SessionError["code"]>().toEqualTypeOf<SessionErrorCode>();
  expectTypeOf<"GAME_NOT_FOUND" | "UNREACHABLE" | "REFUSED">().toExtend<SessionErrorCode>();
  checked(() => {
    // @ts-expect-error there is no such code
    new SessionError("GONE", "The game is gone");
  });
});

/** The desktop app's relay module as its callers see it (src/utils/relay.ts). */
interface AppModule {
  connectToRelay(): void;
  disconnectFromRelay(): void;
  createGame(playerName: string): Promise<{ code: string }>;
  joinGame(
    code: string,
    playerName: string,
  ): Promise<{ color: "white" | "black"; peerName: string }>;
  sendMove(uci: string, whiteTime?: number, blackTime?: number): void;
  sendResign(color: string): void;
  sendDrawOffer(): void;
  sendAcceptDraw(): void;
  sendReady(): void;
  onPeerJoined(cb: (name: string) => void): () => void;
  onPeerMove(cb: (uci: string, whiteTime?: number, blackTime?: number) => void): () => void;
  onPeerResign(cb: (color: string) => void): () => void;
  onPeerLeft(cb: () => void): () => void;
  onDrawOffer(cb: () => void): () => void;
  onDrawAccepted(cb: () => void): () => void;
  onPeerReady(cb: () => void): () => void;
  startHeartbeat(): void;
  stopHeartbeat(): void;
  isPeerAlive(timeoutMs?: number): boolean;
}

/** Arguments and result of each function; assigning methods alone would not compare arguments strictly. */
type Signatures<M> = {
  [K in keyof M]: M[K] extends (...args: infer A) => infer R ? [A, R] : never;
};

test("the app's functions are the app's own, name for name and type for type", () => {
  type AppRelay = ReturnType<typeof createAppRelay>;
  expectTypeOf<AppRelay>().toExtend<AppModule>();
  expectTypeOf<AppModule>().toExtend<AppRelay>();
  expectTypeOf<Signatures<AppRelay>>().toEqualTypeOf<Signatures<AppModule>>();
  checked(() => {
    // @ts-expect-error asked at each connect, so a function
    createAppRelay("ws://localhost:3210");
    // @ts-expect-error the URL has its own place
    createAppRelay(() => "ws://localhost:3210", { url: "ws://localhost:3210" });
  });
});
