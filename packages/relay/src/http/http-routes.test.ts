// What is answered to whom, as a function of the request: no server, no body read, nothing thrown.

import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import type { RouteDependencies } from "./http-routes.ts";
import { httpRoutes } from "./http-routes.ts";
import { createPage } from "./page.ts";

const TOKEN = "a token for the monitor";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const pictures = "<svg/>".repeat(1_000);
const files = {
  "index.html": { type: "text/html; charset=utf-8", body: base64("<!doctype html>♞") },
  "assets/pieces-1a2b3c4d.svg": {
    type: "image/svg+xml",
    body: base64(pictures),
    gzip: base64("zipped"),
  },
};

const deps: RouteDependencies = {
  metrics: { contentType: "text/plain; version=0.0.4", metrics: async () => "relay_rooms 1 ♞\n" },
  metricsToken: TOKEN,
  page: createPage(files),
  mayRead: () => true,
  calledAs: (_peer, headers) => ({ scheme: "http", host: headers.get("host") ?? "localhost:3210" }),
};

/** Answers a request to that URL, as a host may hand it on. */
async function answer(
  url: string,
  about: { method?: string; headers?: Record<string, string>; deps?: RouteDependencies } = {},
): Promise<Response> {
  const { method = "GET", headers = {} } = about;
  const request = { url, method, headers: new Headers(headers) } as Request;
  return httpRoutes(about.deps ?? deps)(request, "192.0.2.1");
}

async function statusAndText(...asked: Parameters<typeof answer>): Promise<[number, string]> {
  const response = await answer(...asked);
  return [response.status, await response.text()];
}

test.each([
  "http://relay.example.org/health",
  "https://relay.example.org:8443/health?now",
  "HTTP://[2001:db8::1]:3210/health#top",
  "/health",
  "/health?a=/b",
  "http://[/health",
  "http://a b/health",
  "http:///health",
])("C3 the health of the relay is asked for as %s", async (url) => {
  expect(await statusAndText(url)).toEqual([200, "ok"]);
});

test.each(["http://relay.example.org", "http://relay.example.org?x=/health", "/", "/?/health", ""])(
  "the page is asked for as %j",
  async (url) => {
    expect(await statusAndText(url)).toEqual([200, "<!doctype html>♞"]);
  },
);

test.each([
  ...["//health", "/health/", "/Health", "/%", "/..%2f", "/%68ealth", "/__proto__", "/constructor"],
  ...["/index.htm", "/assets", `/${"a/".repeat(30_000)}`, "/\0", "/é"],
])("%j is not found, and nothing else happens", async (path) => {
  expect((await statusAndText(path))[0]).toBe(404);
  expect((await statusAndText(`http://relay.example.org${path}`))[0]).toBe(404);
});

test.each(["x:80", "health", "*"])("%j, which is no path, is not found", async (target) => {
  expect((await statusAndText(target))[0]).toBe(404);
});

test("C3 OPTIONS says what may be asked, everywhere and without a body", async () => {
  for (const url of ["http://h/health", "http://h/", "/nothing", "http://[", "*", "/metrics"]) {
    const response = await answer(url, { method: "OPTIONS" });
    expect([url, response.status, response.body]).toEqual([url, 204, null]);
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect(response.headers.has("content-type")).toBe(false);
    expect(response.headers.has("access-control-allow-origin")).toBe(false);
  }
});

test.each(["POST", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACE", "CONNECT", "get"])(
  "%s is refused with what is allowed instead",
  async (method) => {
    for (const url of ["http://h/health", "/", "x:80"]) {
      const response = await answer(url, { method });
      expect([response.status, await response.text()]).toEqual([405, "method not allowed\n"]);
      expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    }
  },
);

test.each([
  ["/health", {}],
  ["/readyz", {}],
  ["/", {}],
  ["/assets/pieces-1a2b3c4d.svg", {}],
  ["/assets/pieces-1a2b3c4d.svg", { "accept-encoding": "br, gzip" }],
  ["/metrics", { authorization: `Bearer ${TOKEN}` }],
  ["/metrics", {}],
  ["/nothing", {}],
])(
  "HEAD %s says what GET %j would, without the body",
  async (path, headers: Record<string, string>) => {
    const head = await answer(`http://h${path}`, { method: "HEAD", headers });
    const get = await answer(`http://h${path}`, { headers });
    expect([head.status, head.body]).toEqual([get.status, null]);
    expect([...head.headers]).toEqual([...get.headers]);
    expect(Number(head.headers.get("content-length"))).toBe((await get.arrayBuffer()).byteLength);
  },
);

test("every answer is strict, and kept by nobody unless it says so", async () => {
  const plain = { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" };
  for (const url of ["/health", "/readyz", "/nothing", "/metrics"]) {
    const { headers } = await answer(url);
    expect(Object.fromEntries(headers)).toMatchObject({
      ...plain,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; /);
  }
});

test("a page that is known already is not sent again, and keeps its type", async () => {
  const url = "http://h/assets/pieces-1a2b3c4d.svg";
  const tag = (await answer(url)).headers.get("etag") ?? "";
  const again = await answer(url, { headers: { "if-none-match": tag } });
  expect([again.status, again.body]).toEqual([304, null]);
  expect(again.headers.get("etag")).toBe(tag);
  expect(again.headers.has("content-type")).toBe(false);
  expect(again.headers.has("content-length")).toBe(false);
});

test("gzip is for who takes it", async () => {
  const url = "http://h/assets/pieces-1a2b3c4d.svg";
  expect(await statusAndText(url)).toEqual([200, pictures]);
  const zipped = await answer(url, { headers: { "accept-encoding": "gzip;q=1.0, *;q=0.1" } });
  expect([zipped.headers.get("content-encoding"), await zipped.text()]).toEqual(["gzip", "zipped"]);
  expect(
    (await answer("/", { headers: { "accept-encoding": "gzip" } })).headers.has("content-encoding"),
  ).toBe(false);
});

test("metrics are for those who know the token", async () => {
  const authorization = `Bearer ${TOKEN}`;
  expect(await statusAndText("/metrics", { headers: { authorization } })).toEqual([
    200,
    "relay_rooms 1 ♞\n",
  ]);
  for (const wrong of ["", "Bearer", `${authorization}, ${authorization}`, TOKEN, "Bearer other"]) {
    const asked = await statusAndText("/metrics", { headers: { authorization: wrong } });
    expect(asked).toEqual([401, "unauthorized\n"]);
  }
  const without = { ...deps, metricsToken: undefined };
  for (const given of [authorization, "Bearer undefined"]) {
    const asked = { headers: { authorization: given }, deps: without };
    expect(await statusAndText("/metrics", asked)).toEqual([404, "not found\n"]);
  }
});

test("metrics that cannot be read are an error of the relay's, said to nobody else", async () => {
  const metrics = { contentType: "text/plain", metrics: () => Promise.reject(new Error("secret")) };
  const headers = { authorization: `Bearer ${TOKEN}` };
  const asked = await statusAndText("/metrics", { headers, deps: { ...deps, metrics } });
  expect(asked).toEqual([500, "internal error\n"]);
});

test("where no page was built, / says what this is, and by which URL", async () => {
  const welcome = { ...deps, page: "welcome" as const };
  const [status, text] = await statusAndText("/", { deps: welcome, headers: { host: "relay:80" } });
  expect(status).toBe(200);
  expect(text).toContain("<code>ws://relay:80</code>");
  expect((await statusAndText("/index.html", { deps: welcome }))[0]).toBe(404);
  expect((await statusAndText("/", { deps: { ...deps, page: undefined } }))[0]).toBe(404);
});

test("the page is one for all who ask: no answer has a copy", () => {
  const page = createPage(files);
  const request = { host: "h", headers: new Headers() };
  const [one, other] = [page.find("/", request), page.find("/", request)];
  expect(one?.body).toBeInstanceOf(Blob);
  expect(one?.body).toBe(other?.body);
});

test("L13 whoever asks for too much of the page is told to wait, and a monitor never is", async () => {
  const spent = { ...deps, mayRead: () => false };
  const refused = await answer("http://h/", { deps: spent });
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
  expect(await statusAndText("http://h/health", { deps: spent })).toEqual([200, "ok"]);
  expect(await statusAndText("http://h/readyz", { deps: spent })).toEqual([200, "ready"]);
});
