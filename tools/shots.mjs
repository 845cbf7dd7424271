// `npm run shots [-- all]`: pictures of every screen of the play page, light and dark, for a desk and a phone; with
// `all` also for the narrowest phone and the phone on its side. Knows the camera by its file name only.
import { join } from "node:path";
import { browser, ensureDebianPackages } from "./debian-packages.mjs";
import { ensurePageBuilt } from "./play-page.mjs";
import { root } from "./runtimes.mjs";
import { ensureInstalled, giveUp } from "./setup.mjs";
import { runVitest } from "./vitest.mjs";

try {
  ensureInstalled();
  ensurePageBuilt();
  if (ensureDebianPackages([browser]).length > 0) process.exit(1);
  if (process.argv[2]) process.env.SHOTS = process.argv[2];
  const { failed } = await runVitest(["--config", "vitest.shots.config.ts"]);
  console.log(`The sheet: ${join(root, "shots/index.html")}`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  giveUp(error);
}
