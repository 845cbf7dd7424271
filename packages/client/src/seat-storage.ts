// Where a seat's record is kept between two lives of the program. Knows its form, not what it is for.

import { attempt } from "./attempt.ts";
import type { SeatRecord } from "./seat.ts";

/** A store of texts by key that answers at once: `sessionStorage` and `localStorage` are such. May throw. */
export interface SeatStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Changes whenever old records could be misread. */
const VERSION = 1;

/** What has a record to keep, now and then. */
interface Recorded {
  readonly record: SeatRecord | undefined;
}

/** Reads and writes one record. Without a storage it remembers nothing. */
export class SeatMemory {
  readonly #storage: SeatStorage | undefined;
  readonly #key: string;
  #due: Recorded | undefined;

  constructor(storage: SeatStorage | null | undefined, key: string) {
    this.#storage = storage === undefined ? tabStorage() : (storage ?? undefined);
    this.#key = key;
  }

  load(): SeatRecord | undefined {
    // What is not ours, or damaged, is as good as nothing.
    const text = attempt(() => this.#storage?.getItem(this.#key));
    const record = attempt(() => JSON.parse(text ?? "{}"));
    if (record?.version !== VERSION) return undefined;
    const { version: _, ...kept } = record;
    return kept;
  }

  /** Keeps the seat as it is when the present turn ends: once for all that happens in it. */
  keep(held: Recorded): void {
    if (!this.#due) queueMicrotask(() => this.#due && this.keepNow(this.#due));
    this.#due = held;
  }

  keepNow({ record }: Recorded): void {
    this.rest();
    const text = JSON.stringify({ version: VERSION, ...record });
    if (record) attempt(() => this.#storage?.setItem(this.#key, text));
  }

  /** What was to be kept is not any more: somebody else may write here now. */
  rest(): void {
    this.#due = undefined;
  }

  clear(): void {
    this.rest();
    attempt(() => this.#storage?.removeItem(this.#key));
  }
}

/** The browser's own for this tab. Reading it throws where cookies are forbidden. */
function tabStorage(): SeatStorage | undefined {
  return attempt(() => (globalThis as { sessionStorage?: SeatStorage }).sessionStorage);
}
