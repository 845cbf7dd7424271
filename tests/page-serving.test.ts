// How the relay serves the play page: strict headers, long caching for what never changes, and a page that is small
// and knows no other host.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { get } from "node:http";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { startRelay } from "./relay-process.ts";

/** All of the page's JavaScript over the wire, in bytes: 150 KB. */
const SCRIPT_BUDGET = 150_000;

/** What looks like another host and is none: namespaces, a base that never resolves, a hint in socket.io's errors. */
const NO_HOST = [
  /^http:\/\/www\.w3\.org\/(2000\/svg|1999\/xhtml|1998\/Math\/MathML|1999\/xlink)$/,
  /^http:\/\/page\.invalid$/,
  /^https:\/\/socket\.io\/docs\//,
];

/** Their names tell no content, so browsers ask each time whether there is a newer one. */
const ASKED_FOR = ["index.html", "offline.js"];

const FOREVER = "public, max-age=31536000, immutable";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/** The page as it was built: its files by their paths, in base64. */
const BUILT =
  process.env.PAGE_FILE ?? new URL("../packages/web/dist/play-page.pack", import.meta.url);

test.concurrent("the page at / runs nothing that stands in its HTML, and loads only its own files", async () => {
  await using relay = await startRelay();
  const page = await fetch(relay.url);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page.headers.get("cache-control")).toBe("no-cache");
  expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(policy.split("; ")).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      `connect-src 'self' ws://127.0.0.1:${relay.port} wss://127.0.0.1:${relay.port}`,
    ]),
  );
  const html = await page.text();
  expect(html).toContain("<title>En Parlant</title>");
  expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
  expect(linksIn(html).length).toBeGreaterThan(2);
  for (const link of linksIn(html)) expect(link).toMatch(/^\.\/assets\//);
});

test.concurrent("what calls itself by no proper name is named in no policy", async () => {
  await using relay = await startRelay();
  for (const host of ["[::1]:80", "a b", "evil.example; script-src *", "evil.example/*", "*"]) {
    const asked = get({ port: relay.port, headers: { host } });
    const [page] = (await once(asked, "response")) as [IncomingMessage];
    page.resume();
    const policy = String(page.headers["content-security-policy"]).split("; ");
    expect(policy.filter((rule) => /connect|script/.test(rule))).toEqual([
      "script-src 'self'",
      "connect-src 'self'",
    ]);
  }
});

test.concurrent("each file comes as it was built, hashed ones for ever, and with an ETag", async () => {
  await using relay = await startRelay();
  for (const [path, bytes] of await builtFiles()) {
    const url = `${relay.url}/${path}`;
    const plain = await fetch(url, { headers: { "accept-encoding": "identity" } });
    expect([path, plain.status]).toEqual([path, 200]);
    expect(plain.headers.get("content-type")).toBe(TYPES[path.split(".").at(-1) ?? ""]);
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(Buffer.from(await plain.arrayBuffer()).equals(bytes)).toBe(true);
    const caching = plain.headers.get("cache-control");
    expect([path, caching]).toEqual([path, ASKED_FOR.includes(path) ? "no-cache" : FOREVER]);
    const tag = plain.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    const known = await fetch(url, { headers: { "if-none-match": tag } });
    expect([known.status, await known.text()]).toEqual([304, ""]);
    expect(known.headers.get("etag")).toBe(tag);
    expect(known.headers.get("cache-control")).toBe(caching);
    const other = await fetch(url, { headers: { "if-none-match": '"another"' } });
    expect(other.status).toBe(200);
    await other.arrayBuffer();
  }
});

test.concurrent("who takes gzip gets gzip, and HEAD says the same without the body", async () => {
  await using relay = await startRelay();
  for (const [path, bytes] of await builtFiles()) {
    for (const method of ["GET", "HEAD"]) {
      const headers = { "accept-encoding": "gzip" };
      const answer = await fetch(`${relay.url}/${path}`, { method, headers });
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get("content-encoding")).toBe("gzip");
      expect(answer.headers.get("vary")).toBe("accept-encoding");
      expect(Number(answer.headers.get("content-length"))).toBeLessThan(bytes.length);
      const body = Buffer.from(await answer.arrayBuffer());
      expect(body.equals(method === "GET" ? bytes : Buffer.alloc(0))).toBe(true);
    }
  }
});

test.concurrent("what the page does not have is not found, and without the page nothing is", async () => {
  await using relay = await startRelay();
  const unknown = ["/nothing", "/assets/", "/assets/nothing-12345678.js", "/..%2fpackage.json"];
  for (const path of unknown) {
    expect([path, await statusOf(relay.url + path)]).toEqual([path, 404]);
  }
  await using off = await startRelay({ WEB: "off" });
  const files = [...(await builtFiles()).keys()];
  for (const path of ["", ...files]) {
    expect([path, await statusOf(`${off.url}/${path}`)]).toEqual([path, 404]);
  }
  expect(await statusOf(`${off.url}/health`)).toBe(200);
});

test("the page's JavaScript stays within its budget and names no other host", async () => {
  let size = 0;
  const named = new Set<string>();
  for (const [path, bytes] of await builtFiles()) {
    if (path.endsWith(".js")) size += gzipSync(bytes).length;
    for (const [url] of bytes.toString().matchAll(/\b(?:https?|wss?):\/\/\w[^\s"'`)\\<>]*/g))
      named.add(url);
  }
  expect(size).toBeGreaterThan(10_000);
  expect(size).toBeLessThanOrEqual(SCRIPT_BUDGET);
  const hosts = [...named].filter((url) => !NO_HOST.some((known) => known.test(url)));
  expect(hosts).toEqual([]);
});

async function builtFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const files = Object.entries<{ body: string }>(JSON.parse(await readFile(BUILT, "utf8")));
  return new Map(files.map(([path, { body }]) => [path, Buffer.from(body, "base64")]));
}

function linksIn(html: string): string[] {
  return [...html.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, link = ""]) => link);
}

async function statusOf(url: string): Promise<number> {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.status;
}
