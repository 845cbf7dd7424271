// Who has a whole IPv6 network has little more than who has one address of it (rule L7). The addresses are told by the proxy
// in front.

import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { createGame } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

const refused = (code: string) => ({ ok: false, error: { code } });

const from = (address: string) => ({ extraHeaders: { "x-forwarded-for": address } });

test.concurrent("L7 a household guesses four times as often as an address of it, and its neighbours join", async () => {
  await using relay = await startRelay({ JOIN_FAILURES_PER_MINUTE: 1, TRUST_PROXY: 1 });
  await using host = await RawClient.connect(relay.url, from("192.0.2.1"));
  const code = await createGame(host);
  const outcomes: unknown[] = [];
  for (const network of ["a0", "a1", "a2", "a3", "a4"]) {
    await using guesser = await RawClient.connect(relay.url, from(`2001:db8:1:${network}::1`));
    outcomes.push(await guesser.ask("join_game", "AAAAAA", "G"));
  }
  expect(outcomes).toMatchObject([
    ...Array.from({ length: 4 }, () => refused("GAME_NOT_FOUND")),
    refused("TOO_MANY_ATTEMPTS"),
  ]);
  await using neighbour = await RawClient.connect(relay.url, from("2001:db8:1:1a0::1"));
  expect(await neighbour.ask("join_game", code, "N")).toMatchObject({ ok: true });
});

test.concurrent("L7 a /48 opens sixteen times as many connections as an address of it, and keeps nobody out", async () => {
  await using relay = await startRelay({ MAX_CONNECTIONS_PER_IP: 1, TRUST_PROXY: 1 });
  const handshake = async (address: string) => {
    const url = `${relay.url}/socket.io/?EIO=4&transport=polling`;
    const answer = await fetch(url, { headers: { "x-forwarded-for": address } });
    await answer.text();
    return answer.status;
  };
  const statuses: number[] = [];
  for (let subnet = 0; subnet < 40; subnet += 1) {
    statuses.push(await handshake(`2001:db8:1:${(subnet * 256).toString(16)}::1`));
  }
  // Those beyond the limit are there to be told so, up to twice as many.
  expect(statuses).toEqual([...Array(32).fill(200), ...Array(8).fill(403)]);
  await using other = await RawClient.connect(relay.url, from("2001:db8:2::1"));
  expect(await other.ask("create_game", "O")).toMatchObject({ ok: true });
});
