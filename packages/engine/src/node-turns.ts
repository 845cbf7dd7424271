// Pipelined requests on Node: one answer at a time for each connection, and an end to connections that ask and ask. Knows
// no request's content.

import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** What stands once in each request. */
const VERSION = " HTTP/1.";

/** No request is shorter: `GET / HTTP/1.1`, a host, their line ends. */
const SHORTEST_REQUEST_BYTES = 24;

/** Answers when it is this request's turn. */
type InTurn = (outgoing: ServerResponse, answer: () => Promise<void>) => void;

/** Answers; whoever goes in the middle of an answer gets no more of it. */
export function answerWith(answer: () => Promise<void>, outgoing: ServerResponse): void {
  answer().catch(() => outgoing.destroy());
}

/**
 * One answer at a time for each connection: the next is begun when the one before has been read, so that what waits are
 * requests and not answers.
 * @param maxWaiting - clients ask one thing after another, and whoever asks more is cut off
 */
export function turns(maxWaiting: number): InTurn {
  const waiting = new WeakMap<Socket, (() => void)[]>();
  return (outgoing, answer) => {
    const { socket } = outgoing.req;
    // The parser goes on with what it has read.
    if (socket.destroyed) return;
    const begin = () => answerWith(answer, outgoing);
    outgoing.once("close", () => {
      const others = waiting.get(socket) ?? [];
      others.shift();
      if (!socket.destroyed) others[0]?.();
    });
    const queue = waiting.get(socket) ?? [];
    waiting.set(socket, queue);
    queue.push(begin);
    if (queue.length > maxWaiting) socket.destroy();
    else if (queue.length === 1) begin();
  };
}

/**
 * Looks at what arrives before node:http does, which makes two objects for each of the 1,400 requests that 64 KB may be,
 * whatever becomes of the connection meanwhile.
 * @returns what to call when the connection is no longer one of HTTP
 */
export function watchPipeline(socket: Socket, maxWaiting: number): () => void {
  const [parse] = socket.listeners("data");
  if (!parse) return () => {};
  const read = (chunk: Buffer) => {
    if (hasMore(chunk, maxWaiting)) socket.destroy();
    else parse.call(socket, chunk);
  };
  socket.removeAllListeners("data");
  socket.on("data", read);
  return () => socket.off("data", read);
}

function hasMore(chunk: Buffer, maxRequests: number): boolean {
  if (chunk.length < maxRequests * SHORTEST_REQUEST_BYTES) return false;
  let at = -1;
  for (let count = 0; count <= maxRequests; count += 1) {
    at = chunk.indexOf(VERSION, at + 1);
    if (at === -1) return false;
  }
  return true;
}
