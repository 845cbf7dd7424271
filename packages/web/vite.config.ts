// How the page is built: one folder of static files that asks no other host for anything. Knows no relay.

import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    // Nothing as a data: URL: the Content-Security-Policy allows the page's own files only.
    assetsInlineLimit: 0,
  },
});
