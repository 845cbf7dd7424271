// `npm run build:binary [-- linux-arm64]`: the single binary, in dist/.
import { join } from "node:path";
import { buildBinary } from "./relay-binary.mjs";
import { root } from "./runtimes.mjs";
import { ensureInstalled, giveUp } from "./setup.mjs";

const platform = process.argv[2]?.replace(/^bun-/, "");
const name = ["en-parlant-relay", platform].filter(Boolean).join("-");
const outfile = join(root, "dist", name);
try {
  ensureInstalled();
  buildBinary(outfile, platform);
  console.log(`Built ${outfile}`);
} catch (error) {
  giveUp(error);
}
