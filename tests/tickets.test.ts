// The ticket in a logged event's offset: whom it admits, and that nothing else does (rules S4, S5). A
// refused ticket is no error; the client is connected without a seat, and the game hears nothing.

import { parseOffset } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";
import { expectNoSeat, expectUntouched } from "./seat-claims.ts";

test.concurrent("S4 S5 forged, damaged and misplaced tickets bring no seat", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { pid, offset: whole } = pair.white.session;
  const offset = String(whole);
  const dot = offset.indexOf(".");
  const [seq, ticket] = [offset.slice(0, dot), offset.slice(dot + 1)];
  const forgeries = [
    "",
    ".",
    seq,
    `${seq}.`,
    `.${ticket}`,
    ticket,
    `-1.${ticket}`,
    `${seq}.${ticket.slice(0, -1)}`,
    `${seq}.${ticket.slice(1)}`,
    `${seq}.${ticket}A`,
    `${seq}.${ticket.toLowerCase()}`,
    `${seq}.${[...ticket].reverse().join("")}`,
    `${seq}.${"A".repeat(ticket.length)}`,
    `${seq}.${"A".repeat(10_000)}`,
    `${seq}.\u0000${ticket}`,
  ];
  // Every single character matters, the last one included: base64 can hide spare bits there.
  for (let index = 0; index < ticket.length; index += 1) {
    const other = ticket[index] === "B" ? "C" : "B";
    forgeries.push(`${seq}.${ticket.slice(0, index)}${other}${ticket.slice(index + 1)}`);
  }
  for (const forgery of forgeries) await expectNoSeat(relay, { pid, offset: forgery });
  await expectUntouched(pair);
});

test.concurrent("S5 recovery requests that are no texts bring no seat", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { pid, offset } = pair.white.session;
  const odd: unknown[] = [null, 0, true, {}, [], ["a"], { toString: 1 }];
  for (const value of odd) {
    await expectNoSeat(relay, { pid, offset: value });
    await expectNoSeat(relay, { pid: value, offset });
  }
  await expectUntouched(pair);
});

test.concurrent("S4 a ticket goes to its own seat only", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  for (const event of ["offer_draw", "accept_draw", "ready"]) white.emit(event);
  for (const event of ["offer_draw", "accept_draw", "ready"]) black.emit(event);
  for (const client of [white, black]) await client.next("peer_ready");
  const heard = (client: RawClient) => JSON.stringify(client.received);
  for (const [mine, other] of [
    [white, black],
    [black, white],
  ] as const) {
    for (const { offset } of mine.received) {
      const ticket = parseOffset(offset ?? "")?.ticket;
      if (ticket !== undefined) expect(heard(other)).not.toContain(ticket);
    }
    // Nor does it name anything: each brings back the seat that it was sent to.
    await using page = await RawClient.connect(relay.url);
    const resumed = await page.ask("resume_game", parseOffset(mine.lastOffset));
    expect(resumed).toMatchObject({ ok: true, color: mine === white ? "white" : "black" });
  }
});

test.concurrent("S4 neither ticket, code nor name stands in the log", async () => {
  await using relay = await startRelay({ LOG_LEVEL: "trace" });
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(relay.url);
  host.emit("create_game", { name: "Rumpelstiltskin" });
  const { code } = (await host.next("game_created")).payload as { code: string };
  guest.emit("join_game", { code, name: "Schneewittchen" });
  await guest.next("game_joined");
  const session = guest.session;
  await using again = await RawClient.resume(relay.url, session);
  again.emit("leave_game");
  await host.next("peer_left");
  const offsets = [...host.received, ...guest.received].flatMap(({ offset }) => offset ?? []);
  const secrets = ["Rumpelstiltskin", "Schneewittchen", code, code.replaceAll("-", "")];
  for (const offset of offsets) secrets.push(parseOffset(offset)?.ticket ?? offset);
  await relay.kill("SIGTERM");
  expect(relay.output).toContain("listening");
  for (const secret of secrets) expect(relay.output).not.toContain(secret);
});

test.concurrent("S5 tickets of a seat that was left and of a room that has ended bring no seat", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { options: { reconnection: false } });
  const { white, black } = pair;
  const left = white.session;
  white.socket.disconnect();
  await black.next("peer_left");
  await expectNoSeat(relay, left);
  const last = black.session;
  black.emit("leave_game");
  await black.barrier();
  await expectNoSeat(relay, last);
  await expectNoSeat(relay, left);
  expect(black.count("peer_back")).toBe(0);
});
