// The upgrade from polling to WebSocket: tried by a probe, taken when the client says so, given up without harm.

import { expect, test } from "vitest";
import { TestContext, TestSession, TestWire, TURN_MS } from "./session.fixture.ts";
import { lateUpgrade, UpgradeAttempt } from "./upgrade.ts";

const QUIET = { pingIntervalMs: 1_000_000, pingTimeoutMs: 1_000_000 };

function attempt(context = new TestContext(QUIET)) {
  const session = TestSession.polling(context);
  const owner = new UpgradeAttempt(session, context.timers);
  owner.giveUpAt(context.time + context.limits.upgradeTimeoutMs);
  return { context, session, wire: new TestWire(owner) };
}

test("a probe is answered, and the request that waits as well, so that the client can change over", async () => {
  const { session, wire } = attempt();
  const waiting = session.request();
  wire.data.received("2probe");
  expect(wire.take()).toEqual([["3probe"]]);
  expect(await waiting).toBe("6");
  expect(await session.request()).toBe("6");
});

test("what waits goes out on the new transport, in order, and everything after it", () => {
  const { session, wire } = attempt();
  wire.data.received("2probe");
  wire.take();
  session.send("4 a");
  session.together(() => session.send("4 b"));
  expect(wire.take()).toEqual([]);
  wire.data.received("5");
  expect(wire.take()).toEqual([["4 a", "4 b"]]);
  session.send("4 c");
  expect(wire.take()).toEqual([["4 c"]]);
  wire.data.received("4 heard");
  expect(session.told).toEqual(["4 heard"]);
  expect([session.isWebSocket, session.polling, session.attempt]).toEqual([
    true,
    undefined,
    undefined,
  ]);
});

test("attachments that wait as base64 become bytes again", () => {
  const { session, wire } = attempt();
  session.polling?.push("451-{}");
  session.polling?.push("bAQL/");
  wire.data.received("5");
  expect(wire.take()).toEqual([["451-{}", Buffer.from([1, 2, 255])]]);
});

test("H3 what is held when the transport changes leaves on the new one", () => {
  const { context, session, wire } = attempt();
  session.keep("held");
  wire.data.received("5");
  context.pass(2_000 + 2 * TURN_MS);
  expect(wire.take()).toEqual([["held"]]);
});

test("a request that still waits when the transport changes is answered with nothing", async () => {
  const { session, wire } = attempt();
  const waiting = session.request();
  wire.data.received("5");
  expect(await waiting).toBe("6");
});

test.each(["4 early", "2", "x"])(
  "%j instead of a probe ends the attempt, not the session",
  (frame) => {
    const { session, wire } = attempt();
    wire.data.received(frame);
    expect(wire.end).toBe("close");
    expect([session.isOpen, session.attempt, session.told]).toEqual([true, undefined, []]);
  },
);

test("an attempt that comes to nothing is given up in time", () => {
  const { context, session, wire } = attempt();
  wire.data.received("2probe");
  context.pass(context.limits.upgradeTimeoutMs + 2 * TURN_MS);
  expect(wire.end).toBe("close");
  expect([session.isOpen, session.isWebSocket, session.attempt]).toEqual([true, false, undefined]);
});

test("a WebSocket that closes meanwhile leaves the session where it is", async () => {
  const { context, session, wire } = attempt();
  wire.data.received("2probe");
  wire.data.closed(1006);
  session.send("4 a");
  expect(await session.request()).toBe("4 a");
  context.pass(context.limits.upgradeTimeoutMs + 2 * TURN_MS);
  expect(session.isOpen).toBe(true);
});

test("a session that ends takes the attempt with it", () => {
  const { session, wire } = attempt();
  session.end("transport close");
  expect([wire.end, session.attempt]).toEqual(["close", undefined]);
});

test("L2 probes and control frames come out of the session's bucket", () => {
  const { session, wire } = attempt(
    new TestContext({ ...QUIET, packets: { perSecond: 1, burst: 2 } }),
  );
  wire.data.received("2probe");
  wire.data.controlled();
  expect(session.told).toEqual([]);
  wire.data.received("2probe");
  expect(session.told).toEqual(["overrun", "ended too many packets"]);
});

test("an upgrade of a session that has one is closed, and hears nothing", () => {
  const wire = new TestWire(lateUpgrade);
  wire.data.received("2probe");
  wire.data.controlled();
  wire.data.closed(1000);
  expect([wire.take(), wire.end]).toEqual([[], "close"]);
});
