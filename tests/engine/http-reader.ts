// HTTP/1.1 answers, read from bytes as they come: the head, then a body by its length, in chunks or up to the end. Knows
// nothing of connections and nothing of what a body says.

/** An answer that is complete. A switch of protocols has no body. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const HEAD_END = "\r\n\r\n";

/** Reads one answer; the bytes behind it are the next protocol's. */
export class HttpReader {
  answer: HttpAnswer | undefined;
  /** What came after the answer. */
  rest: Buffer = Buffer.alloc(0);
  #bytes: Buffer = Buffer.alloc(0);
  readonly #hasBody: boolean;

  /** @param hasBody - whether the request's method lets an answer have one */
  constructor(hasBody = true) {
    this.#hasBody = hasBody;
  }

  push(bytes: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    this.#read(false);
  }

  /** The connection has ended, and with it a body of unknown length. */
  end(): void {
    this.#read(true);
  }

  #read(isOver: boolean): void {
    const headEnd = this.#bytes.indexOf(HEAD_END);
    if (this.answer || headEnd < 0) return;
    const [first = "", ...lines] = this.#bytes.toString("latin1", 0, headEnd).split("\r\n");
    const status = Number(first.split(" ")[1]);
    const headers = new Map(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const after = this.#bytes.subarray(headEnd + HEAD_END.length);
    const isBare = !this.#hasBody || status === 101 || status === 204 || status === 304;
    const body = isBare ? { text: "", length: 0 } : bodyIn(after, headers, isOver);
    if (!body) return;
    this.answer = { status, headers, body: body.text };
    this.rest = after.subarray(body.length);
  }
}

interface Body {
  readonly text: string;
  /** How many bytes it took. */
  readonly length: number;
}

function bodyIn(
  bytes: Buffer,
  headers: ReadonlyMap<string, string>,
  isOver: boolean,
): Body | undefined {
  const length = headers.get("content-length");
  if (length !== undefined) {
    const size = Number(length);
    return bytes.length < size
      ? undefined
      : { text: bytes.toString("utf8", 0, size), length: size };
  }
  if (headers.get("transfer-encoding") === "chunked") return chunksIn(bytes);
  return isOver ? { text: bytes.toString("utf8"), length: bytes.length } : undefined;
}

function chunksIn(bytes: Buffer): Body | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    const start = lineEnd + 2;
    const next = start + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { text: Buffer.concat(parts).toString("utf8"), length: next };
    parts.push(bytes.subarray(start, start + size));
    at = next;
  }
}
