// The load generator, a process of its own on its own core: plays one shape against one relay as its argument says, and
// prints the rows as JSON. Runs on Bun, for its sockets.

import type { LoadOrder } from "../figures.ts";
import { memoryOf } from "../process-figures.ts";
import type { LinkEvents } from "./link.ts";
import { PollingLink } from "./polling-link.ts";
import { shapeRuns } from "./shapes.ts";
import { Table } from "./table.ts";
import { WebSocketLink } from "./websocket-link.ts";

const order = JSON.parse(process.argv[2] ?? "{}") as LoadOrder;
const { shape, port, pid } = order;
const dial =
  shape === "polling"
    ? (events: LinkEvents) => new PollingLink(port, events)
    : (events: LinkEvents) => new WebSocketLink(port, events);

let named = 0;
/** An SDK's name for itself: to such a client moves do not wait, and here a game lasts less than that wait. */
const sdkName = () => {
  named += 1;
  return `,"client":"bench ${named}"`;
};

const table = new Table({ dial, ...(shape === "long" && { extras: sdkName }) });
const rows = await shapeRuns[shape]({ order, table, startMemory: memoryOf(pid).resident });
process.stdout.write(JSON.stringify(rows), () => process.exit(0));
