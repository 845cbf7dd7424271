// Three projects: the unit tests beside the sources (and the documents' check), and the black-box tests
// once per runtime of the relay they start; those in tests/page look at the play page, to which the relay's
// runtime is nothing, so they run once. Knows no test; which runtime a test uses comes from
// `inject("runtime")`.
import { defineConfig } from "vitest/config";

/** A test starts real processes or tries hundreds of games; a minute covers a cold, busy machine. */
const patience = 60_000;

const blackBox = (runtime: "bun" | "node") => ({
  test: {
    name: runtime,
    include: runtime === "bun" ? ["tests/**/*.test.ts"] : ["tests/*.test.ts"],
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
          include: ["{packages/*/src,tools}/**/*.test.ts"],
          testTimeout: patience,
        },
      },
      blackBox("bun"),
      blackBox("node"),
    ],
  },
});
