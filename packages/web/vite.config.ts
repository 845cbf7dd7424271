// How the page is built: one folder of static files that asks no other host for anything, and the worker that keeps
// them. Knows no relay.

import type { Plugin } from "vite";
import { defineConfig } from "vite";

/** The worker's name tells no content: browsers ask under it for a newer one. */
const WORKER = "offline.js";

/** Tells the worker which files there are. */
const listFiles: Plugin = {
  name: "list-files",
  // After the page itself has been written.
  enforce: "post",
  generateBundle(_options, bundle) {
    const worker = bundle[WORKER];
    if (worker?.type !== "chunk") throw new Error(`There is no ${WORKER}.`);
    const files = Object.keys(bundle).filter((path) => path !== WORKER);
    worker.code = worker.code.replace("PAGE_FILES", JSON.stringify(files));
  },
};

export default defineConfig({
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [listFiles],
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    // Nothing as a data: URL: the Content-Security-Policy allows the page's own files only.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: "index.html", offline: "worker/offline.ts" },
      output: {
        entryFileNames: ({ name }) => (name === "offline" ? WORKER : "assets/[name]-[hash].js"),
      },
    },
  },
});
