// Packets that wait for a request, and a request that waits for packets: each finds the other, in order, once.

import { expect, test, vi } from "vitest";
import { binaryPacket, bytesOf, Polling, packetsIn } from "./polling.ts";

function waiting(polling: Polling) {
  const client = new AbortController();
  const abandoned = vi.fn();
  const answer = polling.wait(client.signal, abandoned);
  return { answer, abandoned, goAway: () => client.abort() };
}

const bodyOf = async (answer: Promise<Response>) => (await answer).text();

test("what waits is answered together, and is then gone", async () => {
  const polling = new Polling();
  polling.push("4a");
  polling.push("4bc");
  expect(polling.backlog).toBe(5);
  const { answer } = waiting(polling);
  polling.flush();
  expect(await bodyOf(answer)).toBe("4a\x1e4bc");
  expect([polling.backlog, polling.isWaiting]).toEqual([0, false]);
});

test("a request without anything to say waits on, or is answered with a packet that says nothing", async () => {
  const polling = new Polling();
  const { answer } = waiting(polling);
  polling.flush();
  expect(polling.isWaiting).toBe(true);
  polling.release();
  expect(await bodyOf(answer)).toBe("6");
  polling.release();
  polling.push("4a");
  polling.flush();
  expect(polling.take()).toEqual(["4a"]);
});

test("C9 no answer may be stored", async () => {
  const polling = new Polling();
  const { answer } = waiting(polling);
  polling.release();
  const { headers } = await answer;
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("content-type")).toBe("text/plain; charset=UTF-8");
});

test("who goes away from a request that waits has abandoned it, later it is nothing", () => {
  const polling = new Polling();
  const gone = waiting(polling);
  gone.goAway();
  expect(gone.abandoned).toHaveBeenCalledOnce();
  expect(polling.isWaiting).toBe(false);
  const answered = waiting(polling);
  polling.release();
  answered.goAway();
  expect(answered.abandoned).not.toHaveBeenCalled();
});

test("a late end of an answered request does not harm the next", () => {
  const polling = new Polling();
  const first = waiting(polling);
  polling.release();
  const second = waiting(polling);
  first.goAway();
  expect(polling.isWaiting).toBe(true);
  expect(second.abandoned).not.toHaveBeenCalled();
});

test("C11 a refusal answers the request that waits, and nothing else", async () => {
  const polling = new Polling();
  polling.refuse("INVALID_NAMESPACE");
  const { answer } = waiting(polling);
  polling.push("4a");
  polling.refuse("INVALID_NAMESPACE");
  expect((await answer).status).toBe(400);
  expect(polling.take()).toEqual(["4a"]);
});

test("packets of a request, and bytes in them", () => {
  expect(packetsIn("4a\x1e\x1e4b")).toEqual(["4a", "", "4b"]);
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  expect([...bytesOf(binaryPacket(bytes))]).toEqual([...bytes]);
});
