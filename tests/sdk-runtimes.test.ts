// The SDK outside of the browser: a program on Bun and one on Node play a whole game with a player in the
// test's process, through a lost link, and end by themselves when it is over.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bun, toolNode } from "../tools/runtimes.mjs";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { SdkPlayer } from "./sdk-player.ts";

const RUNTIMES = { bun, node: toolNode() };
const SCRIPT = fileURLToPath(new URL("sdk-script.ts", import.meta.url));

test.concurrent.for(["bun", "node"] as const)(
  "a program on %s plays, and ends by itself",
  async (runtime) => {
    await using relay = await startRelay();
    await using network = await LinkProxy.before(relay);
    await using player = new SdkPlayer(relay.url, "Ann");
    const { session } = player;
    const { code } = await session.createGame("Ann");
    const program = spawn(RUNTIMES[runtime], [SCRIPT, network.url, code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const orphan = (): void => void program.kill("SIGKILL");
    process.once("exit", orphan);
    const ended = once(program, "close");
    const printed = text(program.stdout);

    expect((await session.waitForPeer()).peerName).toBe("Script");
    await session.ready({ swap: false });
    await player.until("its ready", () => player.heard("peer_ready") === 1);
    const clocks = { whiteTime: 60_000, blackTime: 59_000 };
    for (const [index, uci] of ["e2e4", "g1f3", "f1c4"].entries()) {
      await session.sendMove(uci, clocks);
      await player.until("its answer", () => player.moves.length === 2 * index + 2);
      if (index === 1) network.cut();
    }
    await session.offerDraw();
    await player.until("its consent", () => player.heard("accept_draw") === 1);
    await session.ready();
    await player.until("its ready", () => player.heard("peer_ready") === 2);
    await session.resign();
    await player.until("its resignation", () => player.heard("resign") === 1);
    await session.leave();

    expect(await ended).toEqual([0, null]);
    process.off("exit", orphan);
    const { history, seat } = JSON.parse(await printed) as Pick<
      SdkPlayer["session"],
      "history" | "seat"
    >;
    expect(seat).toEqual({ code, color: "black", name: "Script", joined: true, peerName: "Ann" });
    expect(history.map(({ event, mine }) => `${mine ? "" : "> "}${event}`)).toEqual([
      "> game_joined",
      "> peer_ready",
      "ready",
      ...["> game_move", "game_move", "> game_move", "game_move", "> game_move", "game_move"],
      ...["> offer_draw", "accept_draw"],
      ...["> peer_ready", "ready"],
      ...["> resign", "resign"],
      "> peer_left",
    ]);
    const moves = history.flatMap((entry) => (entry.event === "game_move" ? [entry.payload] : []));
    expect(moves).toEqual(
      ["e2e4", "e2e4", "g1f3", "g1f3", "f1c4", "f1c4"].map((uci) => ({ uci, ...clocks })),
    );
  },
);
