// The page while the relay is away and something else answers in its place: the kept page opens and takes the game up
// again; who has to sign in gets there; what is not ours is never kept.

import type { Browser, BrowserContextOptions } from "playwright-core";
import { expect, test, vi } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { startRelay } from "../relay-process.ts";
import { Resources } from "../resources.ts";
import type { OwnAnswer } from "./gateway.ts";
import { Gateway } from "./gateway.ts";
import { PagePlayer } from "./page-player.ts";

// Several games at once share what a busy machine has to spare.
vi.setConfig({ testTimeout: 120_000 });

const chromium = chromiumOfFile();

const HTML = { "content-type": "text/html; charset=utf-8" };

/** One answer to every request. */
function always(
  status: number,
  body = "",
  headers: Readonly<Record<string, string>> = HTML,
): OwnAnswer {
  return (_, answer) => {
    answer.writeHead(status, headers).end(body);
    return true;
  };
}

/** The relay's own page, which breaks off before its end. @param tears - so that the browser notices */
function torn(page: string, tears: boolean): OwnAnswer {
  return (_, answer) => {
    const length = tears ? { "content-length": String(page.length) } : {};
    answer.writeHead(200, { ...HTML, ...length });
    answer.write(page.slice(0, -20), () => (tears ? answer.destroy() : answer.end()));
    return true;
  };
}

const ELSEWHERE: Readonly<Record<string, (page: string) => OwnAnswer>> = {
  "a bad gateway": () => always(502, "<h1>502 Bad Gateway</h1>"),
  "an empty 503": () => always(503, "", {}),
  "an unknown app": () => always(404, "no such app"),
  "a refusal": () => always(403, "<h1>Forbidden</h1>"),
  "too many requests": () => always(429),
  "our own page with an error": (page) => always(500, page),
  "a maintenance page": () =>
    always(200, "<!doctype html><title>Back soon</title><div id=app></div></html>"),
  "an empty page": () => always(200, ""),
  "nothing at all": () => always(204, "", {}),
  JSON: () => always(200, "{}", { "content-type": "application/json" }),
  "our own page as plain text": (page) => always(200, page, { "content-type": "text/plain" }),
  "half of our page": (page) => torn(page, true),
  "half of our page, as if that were all": (page) => torn(page, false),
  silence: () => () => true,
};

/** A page behind a proxy, whose worker is in charge. */
async function visit(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ gateway: Gateway; ann: PagePlayer } & AsyncDisposable> {
  await using owned = new Resources();
  const relay = owned.use(await startRelay());
  const gateway = owned.use(await Gateway.before(relay));
  const ann = owned.use(await PagePlayer.open(browser, { url: gateway.url, name: "Ann", options }));
  await inCharge(ann);
  const all = owned.move();
  return { gateway, ann, [Symbol.asyncDispose]: () => all[Symbol.asyncDispose]() };
}

/** Waits until the worker has all files, and the page. */
async function inCharge({ page }: PagePlayer): Promise<void> {
  await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
  await page.waitForFunction("navigator.serviceWorker.controller !== null");
}

/** What the worker keeps, by path, with the type of each. */
async function kept({ page }: PagePlayer): Promise<Record<string, string>> {
  return page.evaluate(`(async () => {
    const found = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        found[new URL(request.url).pathname] = answer.headers.get("content-type").split(";")[0];
      }
    }
    return found;
  })()`);
}

test("5.23 whatever answers in the relay's place, the kept page opens, and finds back by itself", async () => {
  await using visited = await visit(chromium.browser);
  const { gateway, ann } = visited;
  const code = await ann.create();
  const page = await (await fetch(gateway.url)).text();
  for (const [what, answer] of Object.entries(ELSEWHERE)) {
    gateway.answerWith(answer(page));
    await ann.page.reload();
    await ann.sees("The connection is lost.");
    expect([what, await ann.page.getByTestId("code").innerText()]).toEqual([what, code]);
  }
  // The same page by its other name.
  gateway.answerWith(always(502));
  await ann.page.goto(`${gateway.url}/index.html`);
  await ann.sees(code);
  gateway.passOn();
  await ann.page.locator(".notice").waitFor({ state: "detached" });
});

test.concurrent("5.23 a game goes on after a reload into a bad gateway", async () => {
  await using visited = await visit(chromium.browser);
  const { gateway, ann } = visited;
  const about = { url: gateway.url, name: "Bob" };
  await using bob = await PagePlayer.open(chromium.browser, about);
  await bob.join(await ann.create());
  for (const player of [ann, bob]) await player.ready();
  await ann.move("e4");
  await bob.move("e5");
  expect(await ann.moves(2)).toEqual(["e4", "e5"]);
  gateway.answerWith(always(502, "<h1>502 Bad Gateway</h1>"));
  ann.page.on("dialog", (asked) => void asked.accept());
  await ann.page.reload();
  await ann.sees("The connection is lost.");
  expect(await ann.moves(2)).toEqual(["e4", "e5"]);
  gateway.passOn();
  await ann.move("Nf3");
  expect(await bob.moves(3)).toEqual(["e4", "e5", "Nf3"]);
});

test.concurrent("5.23 a redirect, and a question for a password, are the browser's", async () => {
  const httpCredentials = { username: "ann", password: "rook" };
  await using visited = await visit(chromium.browser, { httpCredentials });
  const { gateway, ann } = visited;
  for (const status of [301, 302, 303, 307, 308]) {
    gateway.answerWith((asked, answer) => {
      const isThere = asked.url?.startsWith("/login");
      if (isThere) answer.writeHead(200, HTML).end("<h1>Please sign in</h1>");
      // Once and for all is too long for a test: the next round would not ask any more.
      else
        answer.writeHead(status, { location: "/login?to=%2F", "cache-control": "no-store" }).end();
      return true;
    });
    await ann.page.goto(`${gateway.url}/?status=${status}`);
    expect(await ann.page.locator("h1").innerText()).toBe("Please sign in");
    expect(ann.page.url()).toBe(`${gateway.url}/login?to=%2F`);
  }
  // Who knows the password is let in.
  const question = { ...HTML, "www-authenticate": 'Basic realm="chess"' };
  let isKnown = false;
  gateway.answerWith((asked, answer) => {
    isKnown ||= asked.headers.authorization !== undefined;
    return !isKnown && always(401, "<h1>Who are you?</h1>", question)(asked, answer);
  });
  await ann.page.goto(gateway.url);
  await ann.sees("Play a friend");
  expect(isKnown).toBe(true);
});

test.concurrent("5.23 an answer that is not ours is never kept, and the worker comes with a later visit", async () => {
  await using relay = await startRelay();
  await using gateway = await Gateway.before(relay);
  await using ann = await PagePlayer.open(chromium.browser, { url: gateway.url, name: "Ann" });
  const { page } = ann;
  await inCharge(ann);
  const good = await kept(ann);
  expect(Object.keys(good).length).toBeGreaterThan(3);

  const pageAsItIs = await (await fetch(gateway.url)).text();
  const other = pageAsItIs.replace(/index-[\w-]+\.js/, "index-ANOTHER1.js");
  for (const [isHit, own] of [
    [/\.js$/, always(502)],
    [/\.js$/, always(200, "<h1>Sign in</h1>")],
    [/\.css$/, always(200, "<h1>Sign in</h1>")],
    [/\.svg$/, always(404)],
    [/\.css$/, always(302, "", { location: "/" })],
    [/index\.html$/, always(200, "<title>Back soon</title>")],
    // A relay of another version stands behind the proxy.
    [/index\.html$/, always(200, other)],
  ] as const) {
    gateway.answerWith((asked, answer) => isHit.test(asked.url ?? "") && own(asked, answer));
    expect(await installed(page)).toBe(false);
    expect(await kept(ann)).toEqual({});
  }
  gateway.passOn();
  expect(await installed(page)).toBe(true);
  expect(await kept(ann)).toEqual(good);
  expect(good["/index.html"]).toBe("text/html");
  for (const player of [ann]) expect(player.strayed).toEqual([]);
});

/** Installs the worker anew, as at the first visit. @returns whether it has come */
async function installed(page: PagePlayer["page"]): Promise<boolean> {
  return page.evaluate(`(async () => {
    const container = navigator.serviceWorker;
    for (const old of await container.getRegistrations()) await old.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
    const { installing } = await container.register("./offline.js?" + Math.random());
    return new Promise((told) => {
      const look = () => {
        if (installing.state === "activated") told(true);
        if (installing.state === "redundant") told(false);
      };
      installing.addEventListener("statechange", look);
      look();
    });
  })()`);
}
