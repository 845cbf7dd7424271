// Several namespaces over one connection, and packets that arrive behind a connection's end: what one
// link does must not cost another its seat, nor leave a seat without a link.

import { expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { createGame } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

/** An idle socket in the root beside a game in another namespace, both over one connection. */
async function besideAGame(url: string) {
  const idle = await RawClient.connect(url, { reconnection: false });
  const game = idle.socket.io.socket("/game");
  const heard: unknown[][] = [];
  game.onAny((...args: unknown[]) => heard.push(args));
  game.on("disconnect", (reason) => heard.push(["disconnect", reason]));
  const created = (await game.emitWithAck("create_game", { name: "Ann" })) as { code: string };
  return { idle, game, heard, code: created.code };
}

test.concurrent("C4 dropping an idle client leaves a game over the same connection alone", async () => {
  await using relay = await startRelay({ ROOM_IDLE_SECONDS: 1, SWEEP_SECONDS: 0.2 });
  const { idle, game, heard, code } = await besideAGame(relay.url);
  await using _idle = idle;
  await using friend = await RawClient.connect(relay.url);
  friend.emit("join_game", { code, name: "Bob" });
  await friend.next("game_joined");
  const beats = setInterval(() => game.emit("heartbeat"), 200);
  try {
    await idle.disconnected();
  } finally {
    clearInterval(beats);
  }
  expect(await game.emitWithAck("game_move", "e2e4")).toEqual({ ok: true });
  await friend.next("game_move");
  expect(heard.map(([event]) => event)).not.toContain("disconnect");
  expect(friend.count("peer_left") + friend.count("peer_away")).toBe(0);
});

test.concurrent("S6 S13 a seat taken over within one connection does not end that connection", async () => {
  await using relay = await startRelay();
  const { idle, heard, code } = await besideAGame(relay.url);
  await using _idle = idle;
  const [, , offset] = heard.find(([event]) => event === "game_created") as [
    string,
    unknown,
    string,
  ];
  const resumed = await idle.ask("resume_game", {
    ticket: offset.slice(offset.indexOf(".") + 1),
    seq: 0,
  });
  expect(resumed).toMatchObject({ ok: true, code, color: "white" });
  expect(await idle.ask("game_move", "e2e4")).toEqual({ ok: true });
  expect(idle.connects).toBe(1);
});

test.concurrent("G10 what is queued behind a client's end opens no room and takes no seat", async () => {
  await using relay = await startRelay({ METRICS_TOKEN: "a token for this" });
  await using host = await RawClient.connect(relay.url);
  const code = await createGame(host);
  const session = `${relay.url}/socket.io/?EIO=4&transport=polling`;
  const opened = await (await fetch(session)).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const post = (body: string) => fetch(`${session}&sid=${sid}`, { method: "POST", body });
  await (await post("40")).text();
  await (await fetch(`${session}&sid=${sid}`)).text();
  const join = `42${JSON.stringify(["join_game", { code, name: "Ghost" }])}`;
  await (await post(`41\u001e${join}`)).text();
  await using friend = await RawClient.connect(relay.url);
  expect(await friend.ask("join_game", { code, name: "Friend" })).toMatchObject({ ok: true });
});
