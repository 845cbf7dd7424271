// A clone of this repository as it stands, in a folder of its own, with the npm of Node 20 and 22 beside it, and an
// environment in which everything that a user or a platform may have set is set. Must not know what is tried in it.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { npm, outsideNode, withoutModules } from "./npm.mjs";
import { root } from "./runtimes.mjs";

const NPM_10 = "npm@10.9.9";

/** What hosting platforms and people set, and what would leave half of the packages out. */
const HOSTILE = {
  NODE_ENV: "production",
  npm_config_omit: "dev\n\noptional",
  npm_config_bin_links: "false",
  npm_config_ignore_scripts: "true",
  npm_config_engine_strict: "true",
  npm_config_install_strategy: "nested",
  npm_config_package_lock: "false",
  npm_config_package_lock_only: "true",
  npm_config_cpu: "arm",
};

/** Runs one command the way Windows would: it knows no word of a POSIX shell. */
const PLAIN_SHELL = `#!${process.execPath}
const [program, ...args] = process.argv[3].split(" ").map((word) => word.replace(/^"(.*)"$/, "$1"));
const done = require("node:child_process").spawnSync(program, args, { stdio: "inherit" });
process.exit(done.status ?? 1);
`;

/** How a command is to be run. */
interface As {
  /** With nothing but Node on the path, and with that shell. */
  readonly plain?: boolean;
  /** As a user to whom the clone does not belong and who may not write there. */
  readonly stranger?: boolean;
}

/** How a command ended, and all that it wrote. */
interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Debian's `nobody`. */
const STRANGER = 65_534;

/** The clone. */
export class FreshClone implements Disposable {
  readonly #base = mkdtempSync(join(tmpdir(), "fresh-clone-"));
  readonly folder = join(this.#base, "clone");
  readonly #shell = join(this.#base, "plain-shell");
  readonly #path = join(this.#base, "path");
  readonly #npm: string;

  constructor() {
    chmodSync(this.#base, 0o755);
    // Also where the repository belongs to another user.
    const list = [
      "-c",
      "safe.directory=*",
      "ls-files",
      "-z",
      "--cached",
      "--others",
      "--exclude-standard",
    ];
    const files = execFileSync("git", list, { cwd: root, encoding: "utf8" }).split("\0");
    for (const file of files.filter(Boolean)) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      copyFileSync(join(root, file), join(this.folder, file));
    }
    this.#npm = join(this.unpacked(NPM_10), "bin", "npm-cli.js");
    writeFileSync(this.#shell, PLAIN_SHELL, { mode: 0o755 });
    mkdirSync(this.#path);
    symlinkSync(outsideNode(), join(this.#path, "node"));
  }

  /** A package as the registry has it, from npm's own cache when it has been here before. @returns its folder */
  unpacked(name: string): string {
    const folder = join(this.#base, name);
    mkdirSync(folder);
    const archive = npm(["pack", name, "--prefer-offline", "--pack-destination", folder], folder);
    execFileSync("tar", ["-xzf", join(folder, archive.trim()), "-C", folder]);
    return join(folder, "package");
  }

  /** Runs npm 10 to its end. */
  async run(args: readonly string[], as: As = {}): Promise<Ended> {
    const child = this.start(args, as);
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = (await once(child, "close")) as [number | null];
    return { code, output: (await output).join("") };
  }

  /** Starts npm 10, in a process group of its own. */
  start(args: readonly string[], { plain = false, stranger = false }: As = {}) {
    const isRoot = process.getuid?.() === 0;
    if (stranger && !isRoot) execFileSync("chmod", ["-R", "a-w", this.folder]);
    return spawn(outsideNode(), [this.#npm, ...args], {
      cwd: this.folder,
      env: { ...this.#environment(plain), ...(stranger && { HOME: "/nonexistent" }) },
      stdio: ["ignore", "pipe", "pipe"],
      ...(stranger && isRoot && { uid: STRANGER, gid: STRANGER }),
    });
  }

  [Symbol.dispose](): void {
    execFileSync("chmod", ["-R", "u+w", this.#base]);
    rmSync(this.#base, { recursive: true });
  }

  #environment(plain: boolean): NodeJS.ProcessEnv {
    // Where packages come from is the user's own business; what npm tells its scripts is about another clone.
    const isOurs = (name: string) =>
      !/^npm_/i.test(name) || /^npm_config_(registry|cache|userconfig)$/i.test(name);
    const own = Object.entries(process.env).filter(([name]) => isOurs(name));
    const path = plain ? { PATH: this.#path, npm_config_script_shell: this.#shell } : {};
    return { ...withoutModules(Object.fromEntries(own)), ...HOSTILE, ...path };
  }
}
