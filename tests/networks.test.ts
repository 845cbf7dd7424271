// What lies between a client and the relay, and how it asks: monitors and libraries that offer another protocol, proxies
// of every age, browsers that ask first (rules C7 to C10). Letter by letter: no library would write most of it.

import { io } from "socket.io-client";
import { expect, inject, test } from "vitest";
import { askOnce, HttpConnection } from "./http-connection.ts";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

const POLLING = "/socket.io/?EIO=4&transport=polling";
const WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";
const HOST = "Host: relay.example.org";
const KEY = ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"];

/** As curl --http2 offers it, Java's HttpClient, old TLS stacks, and whoever offers several. */
const OFFERS = [
  ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"],
  ["HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABk", "connection: upgrade", "upgrade: h2c"],
  ["Connection: Upgrade", "Upgrade: TLS/1.0"],
  ["Connection: upgrade", "Upgrade: HTTP/2.0, SHTTP/1.3, IRC/6.9"],
  ["Connection: Upgrade", "Upgrade: h2c, websocket", ...KEY],
  ["Connection: Upgrade", "Upgrade: h2c", "Upgrade: websocket", ...KEY],
  ["Connection: Upgrade", "Upgrade: websocket/13", ...KEY],
  ["Connection: Upgrade", "Upgrade: "],
  ["Connection: upgrade"],
  ["Upgrade: h2c"],
];

const METHODS = ["GET", "HEAD", "OPTIONS"];

const get = (target: string) => [`GET ${target} HTTP/1.1`, HOST];
const sidOf = (body: string) => /"sid":"([^"]+)"/.exec(body)?.[1];
const posts = (target: string, body: string) => [
  `POST ${target} HTTP/1.1`,
  HOST,
  "Content-Type: text/plain;charset=UTF-8",
  `Content-Length: ${body.length}`,
];

test.concurrent("C7 an offer of another protocol changes nothing of an answer", async () => {
  await using relay = await startRelay();
  const { port } = relay;
  const paths = ["/health", "/readyz", "/", "/nothing", "/socket.io/?EIO=4"];
  const lines = paths.flatMap((path) => METHODS.map((method) => `${method} ${path} HTTP/1.1`));
  const answersTo = (fields: readonly string[]) =>
    Promise.all(lines.map((line) => askOnce(port, [line, HOST, ...fields])));
  const plain = await answersTo([]);
  for (const offer of OFFERS) {
    for (const [index, { status, body, headers }] of (await answersTo(offer)).entries()) {
      const asked = [offer, lines[index]];
      expect([asked, status, body]).toEqual([asked, plain[index]?.status, plain[index]?.body]);
      expect(headers.get("upgrade")).toBeNull();
    }
  }
});

test.concurrent("C7 a client polls, whatever its requests offer besides", async () => {
  await using relay = await startRelay();
  for (const offer of OFFERS) {
    using connection = new HttpConnection(relay.port);
    const { body } = await connection.ask([...get(POLLING), ...offer]);
    const session = `${POLLING}&sid=${sidOf(body)}`;
    const packet = '40{"of":"a client"}';
    const posted = await connection.ask([...posts(session, packet), ...offer], packet);
    expect([offer, posted.status, posted.body]).toEqual([offer, 200, "ok"]);
    const polled = await connection.ask([...get(session), ...offer]);
    expect([offer, polled.body]).toEqual([offer, expect.stringMatching(/^40\{"sid"/)]);
  }
});

test.concurrent("C7 WebSocket is refused at once where a proxy took the upgrade away", async () => {
  await using relay = await startRelay();
  const sid = sidOf((await askOnce(relay.port, get(POLLING))).body);
  for (const target of [WEBSOCKET, `${WEBSOCKET}&sid=${sid}`, `${WEBSOCKET}&sid=nobody`]) {
    for (const version of ["HTTP/1.0", "HTTP/1.1"]) {
      const { status, body } = await askOnce(relay.port, [
        `GET ${target} ${version}`,
        HOST,
        ...KEY,
      ]);
      expect([target, version, status]).toEqual([target, version, 400]);
      expect(JSON.parse(body)).toMatchObject({ code: target.endsWith("nobody") ? 1 : 3 });
    }
  }
  // The session has not noticed.
  const polled = askOnce(relay.port, get(`${POLLING}&sid=${sid}`));
  expect((await askOnce(relay.port, posts(`${POLLING}&sid=${sid}`, "40"), "40")).body).toBe("ok");
  expect((await polled).body).toMatch(/^40\{"sid"/);
});

test.concurrent.for([
  ["HTTP/1.0", []],
  ["HTTP/1.0", ["Connection: close"]],
  ["HTTP/1.1", ["Connection: close"]],
  ["HTTP/1.1", ["Connection: TE, Close", "TE: trailers"]],
  ["HTTP/1.1", ["Accept-Encoding: gzip, deflate, br", "Via: 1.0 proxy"]],
] as const)("C7 C9 a client polls by %s, %o", async ([version, fields]) => {
  await using relay = await startRelay();
  const ask = async (head: string[], body?: string) => {
    const [line = "", ...rest] = head;
    using connection = new HttpConnection(relay.port);
    const request = [line.replace("HTTP/1.1", version), ...rest, ...fields];
    const answer = await connection.ask(request, body);
    if (version === "HTTP/1.0" || fields.join().toLowerCase().includes("close")) {
      await connection.until("the end of it", () => connection.isClosed);
    }
    return answer;
  };
  const opened = await ask(get(POLLING));
  const session = `${POLLING}&sid=${sidOf(opened.body)}`;
  await ask(posts(session, "40"), "40");
  const joined = await ask(get(session));
  expect(joined.body).toMatch(/^40\{"sid"/);
  const packet = '420["create_game",{"name":"A"}]';
  await ask(posts(session, packet), packet);
  const created = await ask(get(session));
  expect(created.body).toMatch(/"game_created",\{"code":"..-..-.."\}/);
  for (const { headers } of [opened, joined, created]) {
    expect(headers.get("content-encoding")).toBeNull();
    expect(headers.get("cache-control")).toBe("no-store");
  }
});

test.concurrent("C8 whoever has been answered keeps the connection, whoever asks nothing does not", async () => {
  await using relay = await startRelay();
  const kept: HttpConnection[] = [];
  const { body } = await askOnce(relay.port, get(POLLING));
  const session = `${POLLING}&sid=${sidOf(body)}`;
  for (const request of [
    get("/health"),
    ["HEAD /health HTTP/1.1", HOST],
    ["OPTIONS /health HTTP/1.1", HOST],
    ["OPTIONS /socket.io/ HTTP/1.1", HOST, "Origin: https://page.example.org"],
    get("/"),
    get("/nothing"),
    get(POLLING),
    [...get("/health"), ...(OFFERS[0] as string[])],
    posts(session, "40"),
  ]) {
    const connection = new HttpConnection(relay.port);
    kept.push(connection);
    const isPost = request[0]?.startsWith("POST");
    const { headers } = await connection.ask(request, isPost ? "40" : "");
    // Bun does not say it.
    if (inject("runtime") === "node") expect(headers.get("keep-alive")).toBe("timeout=130");
  }
  using silent = new HttpConnection(relay.port);
  await silent.until("the end of who asks nothing", () => silent.isClosed);
  for (const connection of kept) {
    expect(connection.isClosed).toBe(false);
    expect((await connection.ask(get("/health"))).body).toBe("ok");
    connection[Symbol.dispose]();
  }
});

const TARGETS = [
  "/socket.io/?EIO=4&",
  "/socket.io?EIO=4&",
  "http://relay.example.org/socket.io/?EIO=4&",
  "http://relay.example.org:3210/socket.io?EIO=4&",
  "HTTP://user@[::1]:3210/socket.io/?EIO=4&",
  "https://elsewhere.example.org/socket.io?EIO=4&",
];

test.concurrent("C9 Socket.IO is found with a slash at the end or without, and in absolute form", async () => {
  await using relay = await startRelay();
  for (const target of TARGETS) {
    const { body } = await askOnce(relay.port, get(`${target}transport=polling`));
    expect([target, body]).toEqual([target, expect.stringMatching(/^0\{"sid"/)]);
    const upgrade = ["Connection: Upgrade", "Upgrade: websocket", ...KEY];
    const handshake = [...get(`${target}transport=websocket`), ...upgrade];
    const { status, headers } = await askOnce(relay.port, handshake);
    expect([target, status]).toEqual([target, 101]);
    expect(headers.get("sec-websocket-accept")).toBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }
});

test.concurrent("C9 a game by clients that leave the slash out", async () => {
  await using relay = await startRelay();
  for (const transports of [["polling"], ["websocket"], ["polling", "websocket"]]) {
    const options = { path: "/socket.io", addTrailingSlash: false, transports };
    await using pair = await seatPair(relay, { options });
    pair.white.emit("game_move", { uci: "e2e4" });
    await pair.black.next("game_move");
  }
});

test.concurrent("C9 no Host changes what a target means", async () => {
  await using relay = await startRelay();
  const { port } = relay;
  for (const host of [
    "relay.example.org.",
    "RELAY.example.org:99999",
    "[::1]:3210",
    "a, b",
    "xn--mller-kva.example",
    "health/",
    "relay.example.org/nothing?",
    "#",
    ":",
    "",
  ]) {
    const ask = (target: string) => askOnce(port, [`GET ${target} HTTP/1.1`, `Host: ${host}`]);
    expect([host, (await ask("/health")).body]).toEqual([host, "ok"]);
    expect([host, (await ask("/nothing")).status]).toEqual([host, 404]);
    expect([host, (await ask(POLLING)).body]).toEqual([host, expect.stringMatching(/^0\{"sid"/)]);
  }
});

test.concurrent("C10 a page of an allowed origin is told so, before it asks and when it does", async () => {
  const origin = "https://play.example.org";
  await using relay = await startRelay({ ALLOWED_ORIGINS: origin });
  const asksFirst = (from: string, headers: string) => [
    `OPTIONS ${POLLING} HTTP/1.1`,
    ...[HOST, `Origin: ${from}`, "Access-Control-Request-Method: POST"],
    `Access-Control-Request-Headers: ${headers}`,
  ];
  for (const wanted of ["content-type", "authorization,content-type,ngrok-skip-browser-warning"]) {
    const { status, headers } = await askOnce(relay.port, asksFirst(origin, wanted));
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe(origin);
    expect(headers.get("access-control-allow-methods")).toMatch(/\bPOST\b/);
    expect(headers.get("access-control-allow-headers")).toBe(wanted);
  }
  const opened = await askOnce(relay.port, [...get(POLLING), `Origin: ${origin}`]);
  const session = `${POLLING}&sid=${sidOf(opened.body)}`;
  const posted = await askOnce(relay.port, [...posts(session, "40"), `Origin: ${origin}`], "40");
  const missed = await askOnce(relay.port, [...get(`${POLLING}&sid=nobody`), `Origin: ${origin}`]);
  expect([opened.status, posted.status, missed.status]).toEqual([200, 200, 400]);
  for (const { headers } of [opened, posted, missed]) {
    expect(headers.get("access-control-allow-origin")).toBe(origin);
    expect(headers.get("vary")).toMatch(/\borigin\b/i);
  }
  const elsewhere = "https://elsewhere.example.org";
  expect((await askOnce(relay.port, asksFirst(elsewhere, "content-type"))).status).toBe(403);
  for (const target of [POLLING, session]) {
    const { status } = await askOnce(relay.port, [...get(target), `Origin: ${elsewhere}`]);
    expect([target, status]).toEqual([target, 403]);
  }
});

test.concurrent("C11 C2 a namespace that is too long, or has a comma, is refused with the reason", async () => {
  await using relay = await startRelay();
  for (const transport of ["websocket", "polling"]) {
    for (const path of [`/${"n".repeat(200)}`, "/a,b", "/a,", "/a,{}", "/relay,1"]) {
      expect([path, await refusalOf(relay.url + path, transport)]).toEqual([
        path,
        expect.stringContaining("Invalid namespace"),
      ]);
    }
    for (const path of [`/${"n".repeat(199)}`, "/a%2Cb", "/?a,b"]) {
      await using client = await RawClient.connect(relay.url + path, { transports: [transport] });
      expect(await client.ask("create_game", "Ann")).toMatchObject({ ok: true });
    }
  }
});

/** All words that a client hears which cannot connect. */
async function refusalOf(url: string, transport: string): Promise<string> {
  const socket = io(url, { transports: [transport], forceNew: true, reconnection: false });
  const words = await new Promise<unknown>((resolve) => {
    socket.on("connect", () => resolve("connected"));
    socket.on("connect_error", (error) => {
      const { context } = error as { context?: { responseText?: string } };
      resolve([error.message, context?.responseText]);
    });
    socket.on("disconnect", (_, details) => {
      const { context } = (details ?? {}) as { context?: { code: number; reason: string } };
      resolve([context?.code, context?.reason]);
    });
  });
  socket.disconnect();
  return JSON.stringify(words);
}
