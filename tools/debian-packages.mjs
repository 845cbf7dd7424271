// The programs outside npm that tests need. As root on Debian they are installed, without starting any
// service; elsewhere a line says what to install. Must not know what the tests do with them.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What the page's tests run in: Chromium without the windows that nobody sees, else Debian's whole one. */
export const browser = "chromium-headless-shell|chromium";

/**
 * @param {string[]} names - Debian packages, each named like the command it brings; or several, of which one will do and
 * the first is the best
 * @returns {string[]} those that are still missing
 */
export function ensureDebianPackages(names) {
  const best = names.map((name) => name.replace(/\|.*/, ""));
  const missing = best.filter((name) => !found(name));
  if (missing.length === 0) return [];
  if (process.getuid?.() === 0 && found("apt-get")) install(missing);
  const lacking = best.filter((_, index) => !names[index]?.split("|").some(found));
  for (const name of lacking) console.log(`Missing: ${name}. Install it (apt install ${name}).`);
  return lacking;
}

/** @param {string} name */
function found(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.some((folder) => existsSync(join(folder, name)));
}

/** @param {string[]} names */
function install(names) {
  console.log(`Installing ${names.join(", ")} (apt-get) ...`);
  withoutServices(() => {
    const wait = ["-o", "DPkg::Lock::Timeout=120"];
    apt([...wait, "update"]);
    apt([...wait, "install", "-y", "--no-install-recommends", ...names]);
  });
}

/** @param {string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const done = spawnSync("apt-get", ["-qq", ...args], { env, encoding: "utf8", stdio: "pipe" });
  if (done.status !== 0) console.log(`apt-get failed:\n${done.stdout}${done.stderr}`);
}

/**
 * Debian starts a service as soon as it is installed unless this file says no: exit code 101.
 * @param {() => void} act
 */
function withoutServices(act) {
  const policy = "/usr/sbin/policy-rc.d";
  if (existsSync(policy)) return act();
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    act();
  } finally {
    rmSync(policy);
  }
}
