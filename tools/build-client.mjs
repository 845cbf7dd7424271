// `npm run build:client`: the publishable form of packages/client in its dist folder, after installing
// what is missing. `npm publish packages/client/dist` is left to a person.
import { join } from "node:path";
import { root } from "./runtimes.mjs";
import { ensureInstalled, giveUp } from "./setup.mjs";

try {
  ensureInstalled();
  const { buildClientPackage } = await import("./client-package.mjs");
  await buildClientPackage(join(root, "packages/client/dist"));
  console.log(
    "Built packages/client/dist. To look inside: npm pack --dry-run packages/client/dist",
  );
} catch (error) {
  giveUp(error);
}
