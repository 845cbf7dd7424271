// The camera of `npm run shots`, which is no test: it walks through the page's screens with the tests' own resources,
// and vitest is what they run in.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/page/shots.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    provide: { runtime: "bun" },
  },
});
