// The way in: HTTP requests become sessions, and find those that there are. Owns all sessions of one application.

import { randomBytes } from "node:crypto";
import type { Application } from "./application.ts";
import { Client } from "./client.ts";
import type { Context } from "./context.ts";
import type { HostRequest, Via } from "./host.ts";
import { announcesBody, offersWebSocket } from "./host.ts";
import type { Limits } from "./limits.ts";
import { defaultLimits } from "./limits.ts";
import { allowOrigin, ok, preflight, refusal, refuse } from "./refusals.ts";
import type { Session } from "./session.ts";
import type { Timers } from "./timers.ts";
import { lateUpgrade, UpgradeAttempt } from "./upgrade.ts";

/** An identity: 120 bits, as Socket.IO draws its own. */
const drawId = () => randomBytes(15).toString("base64url");

/** What an engine is made of. */
export interface EngineOptions {
  readonly application: Application;
  /** Those that differ from {@link defaultLimits}. */
  readonly limits?: Partial<Limits>;
  readonly timers: Timers;
}

/** What one request wants. */
interface Wanted {
  readonly request: HostRequest;
  readonly via: Via;
  readonly query: URLSearchParams;
  readonly transport: string | null;
  readonly isUpgrade: boolean;
}

type Answered = Response | undefined | Promise<Response | undefined>;

/** All sessions of an application. */
export class Engine implements Context {
  readonly application: Application;
  readonly limits: Limits;
  readonly now: () => number;
  readonly timers: Timers;
  readonly drawId = drawId;
  readonly #sessions = new Map<string, Session>();

  constructor({ application, limits, timers }: EngineOptions) {
    this.application = application;
    this.limits = { ...defaultLimits, ...limits };
    this.timers = timers;
    this.now = timers.now;
  }

  /** How many sessions there are. */
  get size(): number {
    return this.#sessions.size;
  }

  /** Answers a request, with nothing if it became a WebSocket. */
  answer(request: HostRequest, via: Via): Answered {
    const origin = request.headers.get("origin");
    const response = this.#answer(request, via);
    if (origin === null || response === undefined) return response;
    if (response instanceof Promise)
      return response.then((late) => late && allowOrigin(late, origin));
    return allowOrigin(response, origin);
  }

  /** Ends every session, so that clients try to come back. */
  close(): void {
    for (const session of [...this.#sessions.values()]) session.close("shutting down");
  }

  openPacket(sid: string, upgrades: readonly "websocket"[]): string {
    const { pingIntervalMs: pingInterval, pingTimeoutMs: pingTimeout } = this.limits;
    const maxPayload = this.limits.maxPayloadBytes;
    return `0${JSON.stringify({ sid, upgrades, pingInterval, pingTimeout, maxPayload })}`;
  }

  /** A session; one that speaks Socket.IO, where nothing else is wanted. */
  protected createSession(id: string): Session {
    return new Client(this, id);
  }

  forget(id: string): void {
    this.#sessions.delete(id);
  }

  #answer(request: HostRequest, via: Via): Answered {
    if (!this.application.admits(request, via.peer)) return refuse("FORBIDDEN");
    if (request.method === "OPTIONS") return preflight(request);
    const query = new URLSearchParams(request.url.slice(request.url.indexOf("?") + 1));
    // JSONP: any page may load a script from anywhere, and says no origin.
    if (query.has("j")) return refuse("BAD_REQUEST");
    const transport = query.get("transport");
    if (transport !== "polling" && transport !== "websocket") return refuse("UNKNOWN_TRANSPORT");
    const isUpgrade = offersWebSocket(request.headers.get("upgrade"));
    const wanted = { request, via, query, transport, isUpgrade };
    const sid = query.get("sid");
    return sid ? this.#goOn(wanted, sid) : this.#begin(wanted);
  }

  #begin({ request, via, query, transport, isUpgrade }: Wanted): Answered {
    if (request.method !== "GET") return refuse("BAD_HANDSHAKE_METHOD");
    if (isUpgrade !== (transport === "websocket")) return refuse("BAD_REQUEST");
    if (query.get("EIO") !== "4") return refuse("UNSUPPORTED_PROTOCOL_VERSION");
    const data = this.application.beginSession(request, via.peer);
    if (data === undefined) return refuse("FORBIDDEN");
    const session = this.createSession(drawId());
    session.data = data;
    this.#sessions.set(session.id, session);
    this.application.opened(session);
    if (!isUpgrade) {
      session.poll();
      return this.#poll(session, request);
    }
    if (via.upgrade(session)) return undefined;
    session.end("transport error");
    return refuse("BAD_REQUEST");
  }

  #goOn({ request, via, query, transport, isUpgrade }: Wanted, sid: string): Answered {
    // By the clock itself: the wheel may be a turn behind.
    this.timers.refresh();
    this.#sessions.get(sid)?.catchUp(this.now());
    const session = this.#sessions.get(sid);
    if (!session) return refuse("UNKNOWN_SID");
    const isMeant = isUpgrade === (transport === "websocket") && query.get("EIO") === "4";
    if (!isMeant || (!isUpgrade && !session.polling)) return refuse("BAD_REQUEST");
    if (isUpgrade) return this.#upgrade(session, via);
    // Its body would be read for as long as it waits.
    if (request.method === "GET" && announcesBody(request)) return refuse("BAD_REQUEST");
    if (request.method === "GET") return this.#poll(session, request);
    return request.method === "POST" ? this.#post(session, request) : refuse("BAD_REQUEST");
  }

  #upgrade(session: Session, via: Via): Response | undefined {
    if (session.attempt || !session.polling) {
      return via.upgrade(lateUpgrade) ? undefined : refuse("BAD_REQUEST");
    }
    const attempt = new UpgradeAttempt(session, this.timers);
    attempt.giveUpAt(this.now() + this.limits.upgradeTimeoutMs);
    if (via.upgrade(attempt)) return undefined;
    attempt.wake();
    return refuse("BAD_REQUEST");
  }

  #poll(session: Session, { signal }: HostRequest): Answered {
    const { polling } = session;
    if (!polling || polling.isWaiting) {
      session.fail("transport error");
      return refusal();
    }
    const response = polling.wait(signal, () => session.fail("transport error"));
    session.polled();
    return response;
  }

  /** A request that brings packets. */
  async #post(session: Session, request: HostRequest): Promise<Response> {
    const { polling } = session;
    const isBinary = request.headers.get("content-type") === "application/octet-stream";
    if (!polling || polling.isPosting || isBinary) {
      session.fail("transport error");
      return refusal();
    }
    const { isOpen } = session;
    polling.isPosting = true;
    const payload = await request.text().catch(() => undefined);
    polling.isPosting = false;
    // What has ended it meanwhile has also made this post void.
    if (payload === undefined || isOpen !== session.isOpen) {
      session.fail("transport error");
      return refusal();
    }
    session.posted(payload);
    return session.refusal ? refuse(session.refusal) : ok();
  }
}
