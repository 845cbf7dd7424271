// The relay as a process: its start and its end. A planned restart must not cost anybody his seat.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startEvening } from "./evening.ts";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { startRelay } from "./relay-process.ts";

test.concurrent("C5 S2 S3 SIGTERM ends it with 0, and the players come back to the next one", async () => {
  await using evening = await startEvening();
  const { relay, table, witness } = evening;
  const { port } = relay;
  expect((await relay.kill("SIGTERM")).code).toBe(0);
  const all = [table.white, table.black, witness.white, witness.black];
  await Promise.all(all.map((player) => player.disconnected()));
  // "io server disconnect" would tell the app never to come back.
  for (const player of all) {
    expect(player.links.at(-1)).toEqual({ up: false, reason: "transport close" });
    expect(player.story.map(([event]) => event)).not.toContain("peer_left");
    expect(player.story.map(([event]) => event)).not.toContain("peer_away");
  }
  table.sendMove();
  await relay.start({ PORT: port });
  await Promise.all(all.map((player) => player.connected(2)));
  await table.settled();
  await evening.verify(
    { white: "perhaps", black: "perhaps" },
    { white: "perhaps", black: "perhaps" },
  );
});

test.concurrent("C5 SIGINT ends it with 0 whatever its clients do", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using dead = await RawClient.connect(network.url, { reconnection: false });
  await using polling = await RawClient.connect(relay.url, {
    transports: ["polling"],
    reconnection: false,
  });
  // A link that will never answer the farewell, and a connection kept alive between two requests.
  network.silence();
  await fetch(`${relay.url}/health`, { headers: { connection: "keep-alive" } });
  const asked = performance.now();
  expect((await relay.kill("SIGINT")).code).toBe(0);
  expect(performance.now() - asked).toBeLessThan(10_000);
  await polling.disconnected();
  expect(dead.online).toBe(true);
});

test.concurrent("a second signal ends it at once", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using _dead = await RawClient.connect(network.url, { reconnection: false });
  await using alive = await RawClient.connect(relay.url, { reconnection: false });
  network.silence();
  relay.signal("SIGTERM");
  await alive.disconnected();
  relay.signal("SIGINT");
  const { signal } = await relay.exited();
  // It ends by itself; how fast depends on how far the first signal had got.
  expect(signal).toBe(null);
});

test.concurrent("a cold start to a healthy relay takes less than a second of work", async () => {
  await using relay = await startRelay();
  expect(await (await fetch(`${relay.url}/health`)).text()).toBe("ok");
  // Processor time, because other tests share the machine's two cores.
  const stat = readFileSync(`/proc/${relay.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const ticks = Number(stat[11]) + Number(stat[12]);
  expect(ticks / 100).toBeLessThan(1);
});
