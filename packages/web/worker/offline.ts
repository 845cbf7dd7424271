// Opens the page while the relay is away, so that a reload during a restart leads back to the game and not to the
// browser's error page, nor to that of a proxy. A service worker; knows no game and touches nothing but the page's own
// files.

import { filesIn, isFile, isSignIn, ownPage } from "./page-answers.ts";

declare const self: ServiceWorkerGlobalScope;

/** All files of this build; the build writes them here. */
declare const PAGE_FILES: readonly string[];

const CACHE = "en-parlant-page";

/** A relay that says nothing for so long counts as away, in milliseconds. */
const PATIENCE_MS = 4_000;

const scope = new URL("./", self.location.href);
const files = new Set(PAGE_FILES.map((path) => new URL(path, scope).href));
const page = new URL("index.html", scope).href;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOldFiles()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const address = request.url.replace(/[?#].*/, "");
  const isPage = request.mode === "navigate" && (address === scope.href || address === page);
  if (isPage) event.respondWith(freshPage(request));
  else if (files.has(request.url)) event.respondWith(keptFile(request));
});

/** All files or none: a worker that cannot open the page is worse than no worker, and is tried again. */
async function install(): Promise<void> {
  const answers = await Promise.all(
    [...files].map(async (url) => [url, await ownFile(url)] as const),
  );
  const cache = await caches.open(CACHE);
  await Promise.all(answers.map(([url, answer]) => cache.put(url, answer)));
  await self.skipWaiting();
}

async function ownFile(url: string): Promise<Response> {
  const answer = await fetch(url, { cache: "no-cache", redirect: "error" });
  const isOwn = url === page ? await isPageOfThisBuild(answer) : isFile(answer, url);
  if (!isOwn) throw new Error(`${url} was answered by somebody else`);
  // What breaks off is not kept.
  await answer.clone().arrayBuffer();
  return answer;
}

/** During an update the relay behind may already, or still, be another. */
async function isPageOfThisBuild(answer: Response): Promise<boolean> {
  const text = await ownPage(answer);
  return text !== undefined && filesIn(text, page).every((file) => files.has(file));
}

async function forgetOldFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  const old = (await cache.keys()).filter(({ url }) => !files.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
  await self.clients.claim();
}

/** The relay's page, which may be newer than the one kept here; the kept one while anything else is answered. */
async function freshPage(request: Request): Promise<Response> {
  const asked = ask(request.url);
  const answer = await asked.catch(() => undefined);
  // Asked by the browser itself, which has all the time it takes to type a password.
  if (answer && isSignIn(answer)) return fetch(request);
  const isOwn = answer && (await ownPage(answer).catch(() => undefined)) !== undefined;
  return isOwn ? answer : ((await caches.match(page)) ?? asked);
}

function ask(url: string): Promise<Response> {
  return fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
}

/** Its name says what is in it, so it is never out of date. */
async function keptFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
