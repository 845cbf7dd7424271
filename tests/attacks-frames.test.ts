// Floods of WebSocket frames, by clients that neither stop nor go when they are told to.

import { expect, inject, test } from "vitest";
import { AttackedRelay } from "./attacked-relay.ts";
import { frame, RawSocket, RawSockets } from "./raw-socket.ts";

/** What is sent without end. */
const floods: readonly Buffer[] = [
  frame("ping"),
  frame("pong", "x".repeat(125)),
  frame("text", "6"),
  frame("text", '42["x"]'),
  frame("text", '42["heartbeat"]'),
  frame("text", '421["heartbeat"]'),
  frame("text", `42["x","${"y".repeat(16_000)}"]`),
  frame("text", `42${"[".repeat(16_000)}`),
  frame("text", '4510-["x",{"_placeholder":true,"num":0}]'),
  frame("text", "40/other,"),
];

/** As many of it as a host reads at once. */
function many(one: Buffer): Buffer {
  return Buffer.concat(Array.from({ length: Math.ceil(64_000 / one.length) }, () => one));
}

test.concurrent("L8 a flood of any frames ends its own connection, which is then neither read nor kept", async () => {
  await using attacked = await AttackedRelay.start();
  const { port } = attacked;
  await using crowd = await RawSockets.open(floods.length, () => RawSocket.joined(port));
  const before = attacked.cpuSeconds;
  for (const [index, flooder] of crowd.all.entries()) {
    flooder.pump(many(floods[index] as Buffer));
  }
  await attacked.playsOn();
  for (const flooder of crowd.all) await flooder.ends();
  await attacked.playsOn();
  // They pump on, and are cut off.
  for (const flooder of crowd.all) await flooder.isGone();
  // Reading on for these seconds would take all of them.
  expect(attacked.cpuSeconds - before).toBeLessThan(3);
  await attacked.isClean();
  expect(attacked.grownMegabytes).toBeLessThan(150);
});

test.concurrent("L8 whoever floods is told why, if it reads", async () => {
  await using attacked = await AttackedRelay.start();
  for (const kind of ["ping", "pong"] as const) {
    await using flooder = await RawSocket.joined(attacked.port);
    flooder.send(Buffer.concat(Array.from({ length: 200 }, () => frame(kind))));
    await flooder.hears("TOO_MANY_EVENTS");
    await flooder.ends();
  }
  await attacked.isClean();
});

test.concurrent("L8 pings below the rate are answered, and cost nobody anything", async () => {
  await using attacked = await AttackedRelay.start();
  await using client = await RawSocket.joined(attacked.port);
  client.send(Buffer.concat(Array.from({ length: 50 }, () => frame("ping", "still there?"))));
  client.send(frame("text", '421["heartbeat"]'));
  await client.hears('431[{"ok":true}]');
  expect(client.heard.split("\x8a\x0cstill there?")).toHaveLength(51);
  await attacked.playsOn();
});

test.concurrent("L8 a message in pieces without end is ended, at the latest by a ping without an answer", async () => {
  await using attacked = await AttackedRelay.start({ PING_TIMEOUT_SECONDS: 4 });
  const { port } = attacked;
  await using crowd = await RawSockets.open(3, () => RawSocket.joined(port));
  for (const flooder of crowd.all) {
    flooder.send(frame("first", "4"));
    flooder.pump(many(frame("next")));
  }
  await attacked.playsOn();
  // ws counts the pieces, and closes with 1008; Bun does not show them to anybody.
  if (inject("runtime") === "node") {
    for (const flooder of crowd.all) await flooder.hears("\x88\x02\x03\xf0");
  }
  for (const flooder of crowd.all) await flooder.isGone();
  await attacked.isClean();
});

test.concurrent("L6 whoever reads nothing is dropped by what waits, whatever wrote it", async () => {
  // No ping, and no rate, may do the limit's work.
  await using attacked = await AttackedRelay.start({
    EVENTS_PER_SECOND: 1_000_000,
    PING_INTERVAL_SECONDS: 60,
    PING_TIMEOUT_SECONDS: 60,
  });
  await using client = await RawSocket.joined(attacked.port);
  client.deafen();
  // Acknowledgements: the client asks for all of it itself.
  client.pump(many(frame("text", '421["unknown"]')));
  await client.isGone();
  await attacked.isClean();
  expect(attacked.grownMegabytes).toBeLessThan(150);
});
