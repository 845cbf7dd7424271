// The session's own heartbeat: a sign of life for the opponent, a measure of the way to the relay and back,
// and the quickest proof that a link is dead. Beats only where code runs: a frozen tab is silent.

/** The released app's interval, in milliseconds. */
const HEARTBEAT_MS = 5_000;

/** An answer later than this means a dead link. */
const ANSWER_MS = 10_000;

/** The same after waking up, when a dead link is likely and a player is looking. */
const PROBE_ANSWER_MS = 3_000;

/** A beat this late means that this program was frozen. */
const FROZEN_MS = 3 * HEARTBEAT_MS;

/** What a heart does outside. */
export interface HeartHandlers {
  beat(): void;
  /** @param ms - from a heartbeat to its acknowledgement */
  measured(ms: number): void;
  /** No answer came. */
  dead(): void;
  /** Time has passed in which nothing could be heard. */
  thawed(): void;
}

/** Beats on one link. */
export class Heart {
  readonly #handlers: HeartHandlers;
  #timer: ReturnType<typeof setInterval> | undefined;
  #verdict: ReturnType<typeof setTimeout> | undefined;
  #lastTick = 0;
  /** When the beat that has no answer yet was sent. */
  #sent: number | undefined;

  constructor(handlers: HeartHandlers) {
    this.#handlers = handlers;
  }

  start(): void {
    this.stop();
    this.#lastTick = performance.now();
    this.#timer = setInterval(() => this.#tick(), HEARTBEAT_MS);
    this.#beat(ANSWER_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#verdict);
    this.#timer = undefined;
    this.#sent = undefined;
  }

  /** Finds out soon whether the link is alive. */
  probe(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#verdict);
    this.#sent = undefined;
    this.#beat(PROBE_ANSWER_MS);
  }

  answered(): void {
    clearTimeout(this.#verdict);
    if (this.#sent === undefined) return;
    const ms = performance.now() - this.#sent;
    this.#sent = undefined;
    this.#handlers.measured(ms);
  }

  #tick(): void {
    const now = performance.now();
    const frozen = now - this.#lastTick > FROZEN_MS;
    this.#lastTick = now;
    if (frozen) this.#handlers.thawed();
    if (frozen) this.probe();
    else this.#beat(ANSWER_MS);
  }

  #beat(answerMs: number): void {
    this.#handlers.beat();
    if (this.#sent !== undefined) return;
    this.#sent = performance.now();
    const due = this.#sent + answerMs;
    this.#verdict = setTimeout(() => this.#judge(due), answerMs);
  }

  /** A verdict that comes late itself is no proof: the answer may lie unread behind it. */
  #judge(due: number): void {
    if (performance.now() - due > HEARTBEAT_MS) this.probe();
    else this.#handlers.dead();
  }
}
