// Which host it is.

import { listenOnBun } from "./bun-host.ts";
import type { Host, HostOptions } from "./host.ts";
import { listenOnNode } from "./node-host.ts";

/**
 * Listens, with what the runtime has.
 * @throws with a `code` such as `EADDRINUSE`
 */
export function listen(options: HostOptions): Promise<Host> {
  return "Bun" in globalThis ? listenOnBun(options) : listenOnNode(options);
}
