// Everything a client may send that makes no sense, event by event: each gets its error, and neither the
// connection nor anybody's game suffers (rules E1, E2, E4).

import type { ClientEvent } from "@en-parlant/protocol";
import { clientEvents } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import type { RawPair } from "./raw-pair.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

const BINARY = Buffer.from("e2e4");
const NO_TEXT: readonly unknown[] = [7, true, [], ["a"], {}, { toString: "x" }, BINARY];
const NO_NUMBER = ["7", true, [], {}, BINARY];
const NO_OBJECT = ["x", 7, true, [], [{}], BINARY, { a: BINARY }, nested(9), nested(1500)];
const NO_NAME = [...NO_TEXT, "", "x".repeat(33)];
const TOO_LONG = { a: "x".repeat(1100) };

interface Case {
  /** A payload that is good. */
  readonly good: Readonly<Record<string, unknown>>;
  /** Values that do not fit, by field; the payload lacks required fields in turn as well. */
  readonly bad: Readonly<Record<string, readonly unknown[]>>;
  readonly required: readonly string[];
}

const cases: Readonly<Record<ClientEvent, Case>> = {
  create_game: {
    good: { name: "Ann" },
    bad: { name: NO_TEXT, options: [...NO_OBJECT, TOO_LONG], client: NO_NAME },
    required: ["name"],
  },
  join_game: {
    good: { code: "AA-AA-AA", name: "Ann" },
    bad: { code: NO_TEXT, name: NO_TEXT, client: NO_NAME, options: [...NO_OBJECT, TOO_LONG] },
    required: ["code", "name"],
  },
  resume_game: {
    good: { ticket: "x", seq: 0 },
    bad: {
      ticket: [...NO_TEXT, "", "x".repeat(10_000)],
      seq: [...NO_NUMBER, -1, 1.5, 2 ** 60],
      seen: ["x", 7, true, [], {}, { white: 1 }, { white: -1, black: 0 }, BINARY],
      sent: ["x", 7, true, {}, ["a"], [[]], [{}], [BINARY], BINARY],
      client: NO_NAME,
      returning: ["yes", 1, [], {}, BINARY],
    },
    required: ["ticket", "seq"],
  },
  game_move: {
    good: { uci: "e2e4" },
    bad: { uci: [...NO_TEXT, "", "x".repeat(17)], whiteTime: NO_NUMBER, blackTime: NO_NUMBER },
    required: ["uci"],
  },
  resign: {
    good: { color: "white" },
    bad: {
      color: [...NO_TEXT, "", "red", "White"],
      whiteTime: NO_NUMBER,
      blackTime: NO_NUMBER,
    },
    required: ["color"],
  },
  ready: { good: {}, bad: {}, required: [] },
  heartbeat: { good: {}, bad: {}, required: [] },
  offer_draw: { good: {}, bad: {}, required: [] },
  accept_draw: { good: {}, bad: {}, required: [] },
  leave_game: { good: {}, bad: {}, required: [] },
};

test("E1 every event of the protocol has its cases here", () => {
  for (const [event, { bad }] of Object.entries(cases)) {
    const fields = Object.keys(clientEvents[event as ClientEvent].payload.shape);
    if (event !== "ready") expect([event, Object.keys(bad)]).toEqual([event, fields]);
  }
  expect(Object.keys(cases).sort()).toEqual(Object.keys(clientEvents).sort());
});

const withFields = Object.entries(cases).filter(([, { required }]) => required.length > 0);

test.concurrent.for(withFields)(
  "E1 F5 G9 %s with a field that does not fit",
  async ([event, { good, bad, required }]) => {
    await using relay = await startRelay();
    await using pair = await seatPair(relay);
    const expectRefused = expectRefusals(pair.white);
    for (const [field, values] of Object.entries(bad)) {
      for (const value of values) await expectRefused(field, [event, { ...good, [field]: value }]);
    }
    for (const field of required) {
      const { [field]: _, ...rest } = good;
      await expectRefused(field, [event, rest]);
      await expectRefused(field, [event, { ...good, [field]: null }]);
    }
    // The same as separate arguments, and things that are no payload at all.
    const fields = Object.keys(bad);
    for (const [index, field] of fields.entries()) {
      const args = fields.map((name) => good[name] ?? null);
      args[index] = BINARY;
      await expectRefused(field, [event, ...args]);
    }
    const [first = ""] = required;
    for (const nonsense of [[], [null], [42], [true], [[1, [2]]], [BINARY]]) {
      await expectRefused(first, [event, ...nonsense]);
    }
    await expectUntouched(pair);
  },
);

test.concurrent("E1 ready with anything but a small object", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const expectRefused = expectRefusals(pair.white);
  for (const value of [...NO_OBJECT, TOO_LONG]) await expectRefused("payload", ["ready", value]);
  await expectUntouched(pair);
});

test.concurrent("E1 F6 events without a payload ignore whatever comes with them", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  const junk = [7, "x", true, [], { a: 1 }, BINARY, nested(1500), null];
  for (const event of ["heartbeat", "offer_draw", "accept_draw"]) {
    for (const value of junk) expect(await white.ask(event, value)).toEqual({ ok: true });
  }
  const gone = await white.ask("leave_game", ...junk);
  expect(gone).toEqual({ ok: true });
  await black.next("peer_left");
  const drawTalk = junk.map((_, index) => [index, {}]);
  const heard = (name: string) => black.received.filter(({ event }) => event === name);
  expect(heard("offer_draw").map(({ payload }, index) => [index, payload])).toEqual(drawTalk);
  expect(heard("accept_draw").map(({ payload }, index) => [index, payload])).toEqual(drawTalk);
});

test.concurrent("E2 a game event without a seat is refused, whatever it carries", async () => {
  await using relay = await startRelay();
  await using client = await RawClient.connect(relay.url);
  for (const [event, payload] of Object.entries({ resign: { color: "white" }, ready: { a: 1 } })) {
    client.emit(event, payload);
    expect((await client.next("error")).payload).toMatchObject({ code: "NOT_IN_GAME" });
  }
  client.emit("heartbeat");
  await client.next("heartbeat_ack");
});

test.concurrent("E4 prototype keys are removed from what is passed on", async () => {
  await using relay = await startRelay();
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(relay.url);
  const poison = JSON.parse(`{
    "keep": { "__proto__": { "admin": true }, "list": [{ "constructor": 1, "b": 2 }] },
    "__proto__": { "admin": true }, "constructor": { "prototype": 1 }, "prototype": 3
  }`);
  const clean = `{"keep":{"list":[{"b":2}]}}`;
  host.emit("create_game", { name: "Host", options: poison });
  const { code } = (await host.next("game_created")).payload as { code: string };
  guest.emit("join_game", { code, name: "Guest" });
  const { options } = (await guest.next("game_joined")).payload as { options: unknown };
  expect(JSON.stringify(options)).toBe(clean);
  host.emit("ready", poison);
  expect(JSON.stringify((await guest.next("peer_ready")).payload)).toBe(clean);
  host.emit("game_move", JSON.parse('{"__proto__": {"whiteTime": 1}, "uci": "e2e4"}'));
  expect(JSON.stringify((await guest.next("game_move")).payload)).toBe('{"uci":"e2e4"}');
  host.emit("game_move", JSON.parse('{"__proto__": {"uci": "e2e4"}}'));
  expect((await host.next("error")).payload).toMatchObject({ code: "BAD_PAYLOAD" });
});

/** Sends each bad event twice, without and with an acknowledgement callback. */
function expectRefusals(client: RawClient) {
  return async (field: string, sent: readonly [string, ...unknown[]]) => {
    const error = { code: "BAD_PAYLOAD", message: expect.stringContaining(`"${field}"`) };
    client.emit(...sent);
    expect([sent, (await client.next("error")).args]).toEqual([sent, [error]]);
    expect([sent, await client.ask(...sent)]).toEqual([sent, { ok: false, error }]);
  };
}

/** White has kept his connection and his seat, and Black has heard nothing of it all. */
async function expectUntouched({ white, black }: RawPair): Promise<void> {
  white.emit("game_move", { uci: "e2e4" });
  await Promise.all([white.next("game_move"), black.next("game_move")]);
  expect(black.story.slice(1)).toEqual([["game_move", { uci: "e2e4" }]]);
  expect(white.links).toHaveLength(1);
  expect(white.story.filter(([event]) => event !== "error").slice(3)).toEqual([
    ["game_move", { uci: "e2e4" }],
  ]);
}

function nested(depth: number): object {
  let value: object = {};
  for (let level = 1; level < depth; level += 1) value = { a: value };
  return value;
}
