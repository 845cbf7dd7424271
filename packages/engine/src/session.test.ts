// One Engine.IO session: its pings, what it holds for the next write, its limits, its packets and its ends, over a
// WebSocket and between polls.

import { describe, expect, test } from "vitest";
import { TestContext, TestSession, TestWire, TURN_MS } from "./session.fixture.ts";

const PINGS = { pingIntervalMs: 6_000, pingTimeoutMs: 4_000 };

/** Nothing else happens on this session's own. */
const QUIET = { pingIntervalMs: 1_000_000, pingTimeoutMs: 1_000_000 };

describe("pings", () => {
  test("C6 one leaves after the interval, and the next an interval after that, if it is answered", () => {
    const context = new TestContext(PINGS);
    const { session, wire } = TestSession.onWire(context);
    context.pass(6_000 - 2 * TURN_MS);
    expect(wire.take()).toEqual([]);
    context.pass(4 * TURN_MS);
    expect(wire.take()).toEqual([["2"]]);
    context.pass(1_000);
    session.received("3");
    expect(session.told).toEqual(["pinging", "ponged"]);
    context.pass(5_000 - 4 * TURN_MS);
    expect(wire.take()).toEqual([]);
    context.pass(6 * TURN_MS);
    expect(wire.take()).toEqual([["2"]]);
  });

  test("C6 without an answer the link is dead, and nobody waits for its end", () => {
    const context = new TestContext(PINGS);
    const { session, wire } = TestSession.onWire(context);
    context.pass(10_000 - 2 * TURN_MS);
    expect(session.isOpen).toBe(true);
    context.pass(4 * TURN_MS);
    expect(session.told).toEqual(["pinging", "ended ping timeout"]);
    expect(wire.end).toBe("terminate");
    expect(context.forgotten).toEqual(["sid"]);
    expect(context.timers.size).toBe(0);
  });

  test("one that is more than half due leaves in the same write as a packet", () => {
    const context = new TestContext(PINGS);
    const { session, wire } = TestSession.onWire(context);
    context.pass(2_900);
    session.send("4 early");
    context.pass(100);
    session.send("4 late");
    session.send("4 behind it");
    expect(wire.take()).toEqual([["4 early"], ["4 late", "2"], ["4 behind it"]]);
    context.pass(3_000);
    session.send("4 unanswered");
    expect(wire.take()).toEqual([["4 unanswered"]]);
  });

  test("whoever asks for a proof gets a ping at once, or behind the answer to the one that is out", () => {
    const context = new TestContext(PINGS);
    const { session, wire } = TestSession.onWire(context);
    session.probe();
    session.probe();
    session.probe();
    expect(wire.take()).toEqual([["2"]]);
    session.received("3");
    expect(wire.take()).toEqual([["2"]]);
    session.received("3");
    expect(wire.take()).toEqual([]);
    expect(session.told).toEqual(["pinging", "ponged", "pinging", "ponged"]);
  });

  test("an answer that nobody asked for is none", () => {
    const { session } = TestSession.onWire(new TestContext(PINGS));
    session.received("3");
    expect(session.told).toEqual([]);
  });
});

describe("what is held", () => {
  test("H3 leaves with the next write, and only the newest of it", () => {
    const { session, wire } = TestSession.onWire(new TestContext(QUIET));
    session.keep("first");
    session.keep("second");
    expect(wire.take()).toEqual([]);
    session.send("4 packet");
    session.send("4 packet");
    expect(wire.take()).toEqual([["second", "4 packet"], ["4 packet"]]);
  });

  test("H3 leaves by itself after two seconds, counted from the first", () => {
    const context = new TestContext(QUIET);
    const { session, wire } = TestSession.onWire(context);
    session.keep("first");
    context.pass(1_000);
    session.keep("second");
    context.pass(1_000 - 2 * TURN_MS);
    expect(wire.take()).toEqual([]);
    context.pass(4 * TURN_MS);
    expect(wire.take()).toEqual([["second"]]);
    context.pass(10_000);
    expect(wire.take()).toEqual([]);
  });

  test("H2 leaves sooner where it may wait less", () => {
    const context = new TestContext(QUIET);
    const { session, wire } = TestSession.onWire(context);
    session.keep("patient");
    session.keep("urgent", 0);
    session.keep("patient again");
    context.pass(2 * TURN_MS);
    expect(wire.take()).toEqual([["patient again"]]);
  });

  test("H3 waits on while the client reads slowly, and is never lost", () => {
    const context = new TestContext(QUIET);
    const { session, wire } = TestSession.onWire(context);
    session.keep("held");
    wire.unread = 1;
    session.send("4 packet");
    context.pass(2_500);
    expect(wire.take()).toEqual([["4 packet"]]);
    wire.unread = 0;
    context.pass(2_000);
    expect(wire.take()).toEqual([["held"]]);
  });

  test("H3 waits for the next request of a client that polls, behind whatever is written meanwhile", async () => {
    const context = new TestContext(QUIET);
    const session = TestSession.polling(context);
    session.keep("held");
    session.send("4 first");
    context.pass(5_000);
    session.keep("held later");
    expect(await session.request()).toBe("4 first\x1eheld later");
    const next = session.request();
    session.keep("held");
    context.pass(2_000 + 2 * TURN_MS);
    expect(await next).toBe("held");
  });
});

describe("limits", () => {
  test("L2 packets and control frames come out of one bucket, which fills again", () => {
    const context = new TestContext({ ...QUIET, packets: { perSecond: 2, burst: 4 } });
    const { session, wire } = TestSession.onWire(context);
    session.received("4 a");
    session.received(new Uint8Array([1]));
    session.controlled();
    session.controlled();
    context.pass(500);
    session.received("4 b");
    expect(session.told).toEqual(["4 a", "bytes 1", "4 b"]);
    session.controlled();
    expect(session.told.slice(3)).toEqual(["overrun", "ended too many packets"]);
    expect(wire.end).toBe("close");
  });

  test("L2 of many packets in one request none is heard behind the one too many", () => {
    const context = new TestContext({ ...QUIET, packets: { perSecond: 1, burst: 2 } });
    const session = TestSession.polling(context);
    session.posted("4 a\x1e4 b\x1e4 c\x1e4 d");
    expect(session.told).toEqual(["4 a", "4 b", "overrun", "ended too many packets"]);
  });

  test("L6 who does not read is dropped once too much has waited too long", () => {
    const context = new TestContext({ ...QUIET, maxBacklogBytes: 100, maxBacklogMs: 2_000 });
    const { session, wire } = TestSession.onWire(context);
    wire.unread = 101;
    session.send("4 a");
    context.pass(2_000);
    session.send("4 b");
    expect(session.isOpen).toBe(true);
    context.pass(1);
    session.send("4 c");
    expect(session.told).toEqual(["ended slow reader"]);
    expect(wire.end).toBe("terminate");
  });

  test("L6 who reads a burst in time is not, nor who always has a little unread", () => {
    const context = new TestContext({ ...QUIET, maxBacklogBytes: 100, maxBacklogMs: 2_000 });
    const { session, wire } = TestSession.onWire(context);
    wire.unread = 1_000;
    session.send("4 a");
    context.pass(1_900);
    wire.unread = 0;
    session.send("4 b");
    wire.unread = 1_000;
    context.pass(1_900);
    session.send("4 c");
    wire.unread = 100;
    context.pass(10_000);
    session.send("4 d");
    expect(session.isOpen).toBe(true);
  });

  test("L6 the same for packets that wait for a poll", () => {
    const context = new TestContext({ ...QUIET, maxBacklogBytes: 100, maxBacklogMs: 2_000 });
    const session = TestSession.polling(context);
    session.send(`4${"x".repeat(100)}`);
    context.pass(2_001);
    session.send("4 b");
    expect(session.told).toEqual(["ended slow reader"]);
  });

  test("a session that joins nothing is dropped, one that has joined is not", () => {
    const context = new TestContext({ ...QUIET, connectTimeoutMs: 10_000 });
    const idle = new TestSession(context, "idle");
    const wire = new TestWire(idle);
    const { session } = TestSession.onWire(context);
    context.pass(10_000 + 2 * TURN_MS);
    expect(idle.told).toEqual(["ended closed by the server"]);
    expect(wire.end).toBe("close");
    expect(session.isOpen).toBe(true);
  });
});

describe("packets", () => {
  test.each([
    ["1", "ended transport close"],
    ["2", "ended transport error"],
    ["2probe", "ended transport error"],
    ["7", "ended parse error"],
    ["", "ended parse error"],
    ["x", "ended parse error"],
  ])("%j ends the session", (packet, told) => {
    const { session, wire } = TestSession.onWire(new TestContext(QUIET));
    session.received(packet);
    session.received("4 unheard");
    session.send("4 unsent");
    expect(session.told).toEqual([told]);
    expect(wire.take()).toEqual([]);
    expect(wire.end).toBe("close");
  });

  test("those that mean nothing here are passed over", () => {
    const { session } = TestSession.onWire(new TestContext(QUIET));
    for (const packet of ["0{}", "5", "6", "3probe"]) session.received(packet);
    expect(session.told).toEqual([]);
    expect(session.isOpen).toBe(true);
  });

  test("bytes come as they are, or as base64 in a request", () => {
    const { session } = TestSession.onWire(new TestContext(QUIET));
    session.received(new Uint8Array([1, 2, 255]));
    session.received("bAQL/");
    expect(session.told).toEqual(["bytes 1,2,255", "bytes 1,2,255"]);
  });

  test("what is said together leaves in one write, or with one answer", async () => {
    const context = new TestContext(QUIET);
    const { session, wire } = TestSession.onWire(context);
    session.together(() => {
      session.send("4 a");
      session.send("4 b");
    });
    expect(wire.take()).toEqual([["4 a", "4 b"]]);
    const polling = TestSession.polling(context);
    polling.together(() => polling.send("4 a"));
    polling.send("4 b");
    expect(await polling.request()).toBe("4 a\x1e4 b");
  });
});

describe("ends", () => {
  test("a WebSocket is closed behind what was sent, at once if too little of it is read", () => {
    const context = new TestContext(QUIET);
    const prompt = TestSession.onWire(context);
    prompt.session.close("closed by the server");
    prompt.session.close("slow reader");
    expect(prompt.session.told).toEqual(["ended closed by the server"]);
    expect(prompt.wire.end).toBe("close");
    const slow = TestSession.onWire(context);
    slow.wire.unread = 70_000;
    slow.session.close("closed by the server");
    expect(slow.wire.end).toBe("terminate");
  });

  test("the code of its close frame is passed on", () => {
    const { session } = TestSession.onWire(new TestContext(QUIET));
    session.closed(1001);
    session.closed(1006);
    expect(session.told).toEqual(["ended transport close 1001"]);
  });

  test("a client whose request waits is told with its answer", async () => {
    const session = TestSession.polling(new TestContext(QUIET));
    const answer = session.request();
    session.close("closed by the server");
    expect(await answer).toBe("1");
  });

  test("one between two requests is told with the next, last words first", async () => {
    const context = new TestContext(QUIET);
    const session = TestSession.polling(context);
    session.send("4 last words");
    session.close("closed by the server");
    expect(session.told).toEqual(["ended closed by the server"]);
    expect(context.forgotten).toEqual([]);
    session.posted("4 unheard");
    expect(await session.request()).toBe("4 last words\x1e1");
    expect(context.forgotten).toEqual(["sid"]);
    expect(session.told).toHaveLength(1);
  });

  test("if it never asks again, it is forgotten", () => {
    const context = new TestContext({ ...QUIET, closingMs: 10_000 });
    const session = TestSession.polling(context);
    session.close("closed by the server");
    context.pass(10_000 + 2 * TURN_MS);
    expect(context.forgotten).toEqual(["sid"]);
    expect(context.timers.size).toBe(0);
  });

  test("C11 a refusal is in the close frame, or in the answer", async () => {
    const context = new TestContext(QUIET);
    const { session, wire } = TestSession.onWire(context);
    session.fail("parse error", "INVALID_NAMESPACE");
    expect(wire.end).toBe("close 1008 Invalid namespace");
    const polling = TestSession.polling(context);
    const answer = polling.request();
    polling.fail("parse error", "INVALID_NAMESPACE");
    expect(await answer).toBe('{"code":3,"message":"Invalid namespace"}');
    expect(polling.refusal).toBe("INVALID_NAMESPACE");
  });

  test("a timer that is late is made up for before the session is asked anything", () => {
    const context = new TestContext(PINGS);
    const { session } = TestSession.onWire(context);
    context.pass(6_000 + 2 * TURN_MS);
    context.time += 60_000;
    session.catchUp(context.time);
    expect(session.told).toEqual(["pinging", "ended ping timeout"]);
  });
});
