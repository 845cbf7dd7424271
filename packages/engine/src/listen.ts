// Which host it is. The other is not even loaded.

import type { Host, HostOptions } from "./host.ts";

/**
 * Listens, with what the runtime has.
 * @throws with a `code` such as `EADDRINUSE`
 */
export async function listen(options: HostOptions): Promise<Host> {
  if ("Bun" in globalThis) {
    const { listenOnBun } = await import("./bun-host.ts");
    return listenOnBun(options);
  }
  const { listenOnNode } = await import("./node-host.ts");
  return listenOnNode(options);
}
