// Our engine as a process, with the echo application and nothing else. A test asks it what still lives; an error that
// nobody caught ends it.

import { echoEngine, listenWith } from "./echo-application.ts";
import type { Counts } from "./server-settings.ts";
import { settingsOf, speak } from "./server-settings.ts";

const settings = settingsOf(process.argv);
const { engine, log } = echoEngine(settings);
const host = await listenWith(engine, {
  port: settings.port,
  host: "127.0.0.1",
  answer: (request, via) => engine.answer(request, via),
});

speak(host.port, { counts, ends: () => log.ends.splice(0) });

function counts(): Counts {
  // What one collection only marks, the next takes.
  for (let times = 0; times < 3; times += 1) globalThis.gc?.();
  return {
    sessions: engine.size,
    sockets: log.sockets,
    timers: engine.timers.size,
    heapBytes: process.memoryUsage().heapUsed,
  };
}
