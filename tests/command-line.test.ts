// The relay's command: flags, environment, and what it says when it cannot start.

import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { seatPair } from "./raw-pair.ts";
import { runRelay, startRelay } from "./relay-process.ts";

const manifest = new URL("../packages/relay/package.json", import.meta.url);

const settings =
  `PORT HOST RELAY_SECRET ROOM_IDLE_SECONDS SWEEP_SECONDS GRACE_SECONDS ALLOWED_ORIGINS
  TRUST_PROXY MAX_ROOMS MAX_CONNECTIONS MAX_CONNECTIONS_PER_IP JOIN_FAILURES_PER_MINUTE
  EVENTS_PER_SECOND METRICS_TOKEN REDIS_URL LOG_LEVEL WEB`.split(/\s+/);

test.concurrent("--help names every setting, as flag and environment variable", async () => {
  const { code, stdout, stderr } = await runRelay(["--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  for (const name of settings) {
    expect(stdout).toContain(name);
    expect(stdout).toContain(`--${name.toLowerCase().replaceAll("_", "-")}`);
  }
});

test.concurrent("--version prints the package's version", async () => {
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  expect(await runRelay(["--version"])).toMatchObject({ code: 0, stdout: `${version}\n` });
});

test.concurrent("wrong settings are named one per line, and nothing starts", async () => {
  const wrong = {
    PORT: "70000",
    GRACE_SECONDS: "soon",
    SWEEP_SECONDS: "-1",
    RELAY_SECRET: "short",
    LOG_LEVEL: "loud",
    WEB: "perhaps",
    MAX_ROOMS: "0",
    TRUST_PROXY: "everybody",
  };
  const { code, stdout, stderr } = await runRelay([], wrong);
  expect([code, stdout]).toEqual([2, ""]);
  const lines = stderr.trimEnd().split("\n");
  expect(lines.map((line) => line.split(" ")[0]).sort()).toEqual(Object.keys(wrong).sort());
  expect(stderr).not.toContain("short\n");
});

test.concurrent("a flag wins over the environment, and a wrong one is named as well", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 90 }, { args: ["--grace-seconds", "7"] });
  await using pair = await seatPair(relay, { options: { reconnection: false } });
  pair.black.socket.io.engine.close();
  expect((await pair.white.next("peer_away")).payload).toEqual({ graceMs: 7000 });

  const unknown = await runRelay(["--nonsense"]);
  expect(unknown).toMatchObject({ code: 2, stdout: "" });
  expect(unknown.stderr).toContain("--nonsense");
  const wrong = await runRelay(["--port", "x"]);
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toMatch(/^PORT .*\n$/);
});

test.concurrent("a taken port is one clear line", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as { port: number };
  const { code, stdout, stderr } = await runRelay([], { PORT: port });
  taken.close();
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr.trimEnd().split("\n")).toEqual([expect.stringContaining(String(port))]);
});

test.concurrent("a port taken by another relay is refused too", async () => {
  await using relay = await startRelay();
  const { code, stderr } = await runRelay([], { PORT: relay.port });
  expect(code).toBe(1);
  expect(stderr).toContain(String(relay.port));
  expect(await (await fetch(`${relay.url}/health`)).text()).toBe("ok");
});

test.concurrent.each([
  ["no.such.name.invalid", /^HOST no\.such\.name\.invalid is no known name\./],
  ["300.1.1.1", /^HOST 300\.1\.1\.1 is no known name\./],
  ["203.0.113.77", /^HOST 203\.0\.113\.77 is no address of this computer\./],
  ["[2001:db8::77]", /^HOST 2001:db8::77 is no address of this computer\./],
  ["fe80::1%nowhere", /^HOST fe80::1%nowhere names the network interface nowhere, /],
])("5.8 HOST=%s is said to be what is wrong, in one line", async (host, line) => {
  const { code, stdout, stderr } = await runRelay([], { HOST: host });
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(line);
  expect(stderr).not.toMatch(/in use|\n./);
});

test.concurrent.each([
  ["a port", "localhost:3210"],
  ["a scheme", "http://localhost"],
  ["brackets and a port", "[::1]:3210"],
])("5.8 HOST with %s is a wrong setting", async (_what, host) => {
  const { code, stderr } = await runRelay([], { HOST: host });
  expect(code).toBe(2);
  expect(stderr).toBe("HOST must be an address or a host name, without a port or a path\n");
});

test.concurrent.each([
  ["[::1]", "[::1]"],
  ["localhost", "localhost"],
  ["127.0.0.2", "127.0.0.2"],
  ["::ffff:127.0.0.1", "127.0.0.1"],
  ["*", "127.0.0.1"],
])("5.8 HOST=%s is listened on", async (host, asked) => {
  await using relay = await startRelay({ HOST: host });
  expect(await (await fetch(`http://${asked}:${relay.port}/health`)).text()).toBe("ok");
});

test.concurrent("without a secret the log says what that costs", async () => {
  await using relay = await startRelay({ RELAY_SECRET: undefined });
  await relay.until("the warning", () => relay.output.includes("RELAY_SECRET"));
  await using pair = await seatPair(relay);
  pair.white.emit("ready");
  await pair.black.next("peer_ready");
});
