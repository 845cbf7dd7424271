// Opens the page while the relay is away, so that a reload during a restart leads back to the game and not to the
// browser's error page. A service worker; knows no game and touches nothing but the page's own files.

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
  const url = new URL(request.url);
  const isPage = request.mode === "navigate" && url.href.replace(/[?#].*/, "") === scope.href;
  if (isPage) event.respondWith(freshPage(request));
  else if (request.method === "GET" && files.has(request.url)) event.respondWith(keptFile(request));
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...files]);
  await self.skipWaiting();
}

async function forgetOldFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  const old = (await cache.keys()).filter(({ url }) => !files.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
  await self.clients.claim();
}

/** The relay's page, which may be newer than the one kept here. */
async function freshPage(request: Request): Promise<Response> {
  try {
    return await fetch(request.url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    const kept = await caches.match(page);
    if (!kept) throw error;
    return kept;
  }
}

/** Its name says what is in it, so it is never out of date. */
async function keptFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
