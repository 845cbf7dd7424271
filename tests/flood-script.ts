// Floods as a program, for Node and for Bun: plays those of its argument, and prints what the players saw.

import type { FloodOptions } from "./flood.ts";
import { playFloods } from "./flood.ts";

const [floods = "[]"] = process.argv.slice(2);
console.log(JSON.stringify(await playFloods(JSON.parse(floods) as FloodOptions[])));
