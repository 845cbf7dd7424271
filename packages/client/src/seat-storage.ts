// Where a seat's record is kept between two lives of the program. What lies there and is not ours is left alone.

import { attempt } from "./attempt.ts";
import { parseFrozen } from "./plain-json.ts";
import type { SeatRecord } from "./seat-record.ts";
import { isSeatRecord, RECORD_VERSION } from "./seat-record.ts";

/** A store of texts by key that answers at once: `sessionStorage` and `localStorage` are such. May throw. */
export interface SeatStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** How every record begins, of whatever version and however it ends. */
const OURS = /^\{"version":\d+,"seat":/;

/** What has a record to keep, now and then. */
interface Recorded {
  readonly record: SeatRecord | undefined;
}

/** Reads and writes one record. Without a storage it remembers nothing. */
export class SeatMemory {
  readonly #storage: SeatStorage | undefined;
  readonly #key: string;
  #due: Recorded | undefined;
  /** What was read or written last. */
  #text: string | undefined;

  constructor(storage: SeatStorage | null | undefined, key: string) {
    this.#storage = storage === undefined ? tabStorage() : (storage ?? undefined);
    this.#key = key;
  }

  /** The record, if it is ours and whole. */
  load(): SeatRecord | undefined {
    return attempt(() => {
      const text = this.#there();
      const record = parseFrozen(text ?? "");
      if (!isSeatRecord(record)) return undefined;
      this.#text = text;
      return record;
    });
  }

  /** Keeps the seat as it is when the present turn ends: once for all that happens in it. */
  keep(held: Recorded): void {
    if (!this.#due) queueMicrotask(() => this.#due && this.keepNow(this.#due));
    this.#due = held;
  }

  keepNow({ record }: Recorded): void {
    this.rest();
    if (!record) return;
    attempt(() => {
      const there = this.#there();
      if (there && there !== this.#text && !OURS.test(there)) return;
      const text = JSON.stringify({ version: RECORD_VERSION, ...record });
      this.#storage?.setItem(this.#key, text);
      this.#text = text;
    });
  }

  /** What was to be kept is not any more: somebody else may write here now. */
  rest(): void {
    this.#due = undefined;
  }

  /** Forgets what this session read or wrote, and not what another has written since. */
  clear(): void {
    this.rest();
    attempt(() => this.#there() === this.#text && this.#storage?.removeItem(this.#key));
  }

  #there(): string | undefined {
    return this.#storage?.getItem(this.#key) ?? undefined;
  }
}

/** The browser's own for this tab. Reading it throws where cookies are forbidden. */
function tabStorage(): SeatStorage | undefined {
  return attempt(() => (globalThis as { sessionStorage?: SeatStorage }).sessionStorage);
}
