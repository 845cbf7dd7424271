// `npm run conformance:server -- [--runtime node]`: conformance-server.ts on Bun or on Node, until it is interrupted.
// Knows nothing of what it serves.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bunCommand, root, toolNode } from "./runtimes.mjs";
import { ensureInstalled, giveUp } from "./setup.mjs";

try {
  const { values } = parseArgs({ options: { runtime: { type: "string", default: "bun" } } });
  if (values.runtime !== "bun" && values.runtime !== "node") {
    throw new Error("--runtime is bun or node.");
  }
  ensureInstalled();
  const [program = "", ...flags] = values.runtime === "bun" ? bunCommand : [toolNode()];
  const file = join(root, "tools", "conformance-server.ts");
  const server = spawn(program, [...flags, file], { cwd: root, stdio: "inherit" });
  server.on("error", giveUp);
  server.on("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  giveUp(error);
}
