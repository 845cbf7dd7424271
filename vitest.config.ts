// Three projects: the unit tests beside the sources (and the documents' check), and the black-box tests
// once per runtime of the relay they start; those to which the relay's runtime is nothing, in tests/page and some of
// the client's, run once. Knows no test; which runtime a test uses comes from
// `inject("runtime")`.
import { defineConfig } from "vitest/config";

/** A test starts real processes or tries hundreds of games; a minute covers a cold, busy machine. */
const patience = 60_000;

/** What the client does with its own options, payloads and storage; the relay only answers. */
const ofTheClient = "tests/sdk-{settings,payload,storage,stored-record}.test.ts";

const blackBox = (runtime: "bun" | "node") => ({
  test: {
    name: runtime,
    include: runtime === "bun" ? ["tests/**/*.test.ts"] : ["tests/{*,engine/*}.test.ts"],
    exclude: runtime === "bun" ? [] : [ofTheClient],
    testTimeout: patience,
    hookTimeout: patience,
    provide: { runtime },
  },
});

export default defineConfig({
  test: {
    maxWorkers: 3,
    passWithNoTests: false,
    retry: 0,
    projects: [
      {
        test: {
          name: "unit",
          include: ["{packages/*/src,tools,bench}/**/*.test.ts"],
          testTimeout: patience,
        },
      },
      blackBox("bun"),
      blackBox("node"),
    ],
  },
});
