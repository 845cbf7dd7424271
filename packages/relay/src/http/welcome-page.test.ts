// The page at `/`: it shows the URL the app wants, whatever a request's Host may have held.

import { expect, test } from "vitest";
import { welcomePage } from "./welcome-page.ts";

test("the page shows the relay's URL, once, to be copied", () => {
  const page = welcomePage("wss://relay.example.org");
  expect(page.split("wss://relay.example.org")).toHaveLength(2);
  expect(page).toContain("<code>wss://relay.example.org</code>");
});

test.each([
  ["a tag", "ws://<script>alert(1)</script>"],
  ["an attribute's end", `ws://" onload="alert(1)`],
  ["another quote", "ws://' onload='alert(1)"],
])("%s in the URL stays text", (_what, url) => {
  const shown = /<code>(.*)<\/code>/s.exec(welcomePage(url))?.[1] ?? "";
  expect(shown).not.toMatch(/[<>"']/);
  const read = shown.replace(/&#(\d+);/g, (_, number) => String.fromCharCode(Number(number)));
  expect(read).toBe(url);
});

test("an ampersand is escaped once, so that no entity comes about", () => {
  expect(welcomePage("ws://a/?x=&lt;")).toContain("<code>ws://a/?x=&#38;lt;</code>");
});

test("the page fetches nothing and runs nothing", () => {
  const page = welcomePage("ws://localhost:3210");
  expect(page).not.toMatch(/<script|\ssrc=|@import|url\(/i);
  expect(page.match(/href="[^"]*"/g)).toEqual(['href="data:,"']);
});
