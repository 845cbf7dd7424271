// A log that cannot be written: lines are lost and counted, games are not.

import { execFileSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { HAMPPE } from "./famous-game.ts";
import { RawClient } from "./raw-client.ts";
import { RelayProcess, startRelay } from "./relay-process.ts";
import { Table } from "./table.ts";

const TOKEN = "a token for the monitor";

/** Where standard output goes, and how many lines are lost at least: a closed one is /dev/null to both runtimes. */
const FAULTS = [
  ["on a full disk", () => 'exec "$@" >/dev/full 2>/dev/full', 2],
  ["on a closed standard output", () => 'exec "$@" >&- 2>&-', 0],
  [
    "into a pipe whose reader is gone",
    (pipe: string) => `exec 3<>${pipe}; exec "$@" >${pipe} 3<&-`,
    2,
  ],
] as const;

test.concurrent.each(FAULTS)(
  "5.7 a log %s costs lines and no game",
  async (_where, shell, lines) => {
    using pipe = createPipe();
    await using relay = await startRelay({ METRICS_TOKEN: TOKEN }, { shell: shell(pipe.path) });
    await playGame(relay);
    expect(await linesLost(relay)).toBeGreaterThanOrEqual(lines);
    expect(await relay.kill("SIGTERM")).toMatchObject({ code: 0, signal: null });
  },
);

test.concurrent("5.7 a reader that does not read stops nothing, and gets later lines when it reads again", async () => {
  using pipe = createPipe();
  const shell = `exec 3<>${pipe.path}; exec "$@" >${pipe.path}`;
  await using relay = await startRelay({ METRICS_TOKEN: TOKEN }, { shell });
  await chatter(relay, async () => (await linesLost(relay)) > 0);
  await playGame(relay);

  const reader = createReadStream(pipe.path, "utf8");
  const read = new Promise<string>((resolve, reject) => {
    let text = "";
    reader.on("data", (chunk) => {
      text += chunk;
    });
    reader.once("end", () => resolve(text)).once("error", reject);
  });
  let lost = await linesLost(relay);
  await chatter(relay, async () => {
    const before = lost;
    lost = await linesLost(relay);
    return lost === before;
  });
  expect(await relay.kill("SIGTERM")).toMatchObject({ code: 0 });
  const lines = (await read).trim().split("\n");
  const messages = lines.filter((line) => line !== "").map((line) => JSON.parse(line).msg);
  expect(messages[0]).toBe("listening");
  expect(messages.at(-1)).toBe("stopping");
});

test.concurrent("5.7 nobody reads until the end, and the end comes all the same", async () => {
  using pipe = createPipe();
  const shell = `exec 3<>${pipe.path}; exec "$@" >${pipe.path}`;
  await using relay = await startRelay({ METRICS_TOKEN: TOKEN }, { shell });
  await chatter(relay, async () => (await linesLost(relay)) > 0);
  expect(await relay.kill("SIGTERM")).toMatchObject({ code: 0, signal: null });
});

test.concurrent("5.7 what is wrong at the start is told by the exit code where it cannot be written", async () => {
  await using relay = new RelayProcess(
    { PORT: "x" },
    { shell: 'exec "$@" >/dev/full 2>/dev/full' },
  );
  expect(await relay.exited()).toMatchObject({ code: 2 });
});

/** A named pipe in a folder of its own. */
function createPipe(): { readonly path: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), "en-parlant-log-"));
  const path = join(folder, "log");
  execFileSync("mkfifo", [path]);
  return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

async function linesLost(relay: RelayProcess): Promise<number> {
  const answer = await fetch(`${relay.url}/metrics`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  return Number(/^relay_log_lines_lost_total (\d+)$/m.exec(await answer.text())?.[1]);
}

/** Games opened and left by one client, each of which writes a line, until the condition holds. */
async function chatter(relay: RelayProcess, condition: () => Promise<boolean>): Promise<void> {
  await using client = await RawClient.connect(relay.url);
  do {
    for (let game = 0; game < 200; game += 1) {
      client.emit("create_game", { name: "C", client: "the client of C" });
      client.emit("leave_game");
    }
    await client.barrier();
  } while (!(await condition()));
}

async function playGame(relay: RelayProcess): Promise<void> {
  const white = new AppDouble(relay.url, "White");
  const black = new AppDouble(relay.url, "Black");
  await using table = await Table.sit({ white, black });
  await table.start(HAMPPE);
  await table.playOut();
  await table.verify();
}
