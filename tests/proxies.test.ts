// Games through the proxies that people put before a relay: nginx and Caddy as this repository configures them, nginx as
// somebody may have it who has read only half of a page about it (rules C1, C7, C9).

import { request } from "node:http";
import { request as requestTls } from "node:https";
import { text } from "node:stream/consumers";
import { io } from "socket.io-client";
import { expect, test } from "vitest";
import { startCaddy } from "./caddy-process.ts";
import type { FloodOptions } from "./flood.ts";
import { playFloods } from "./flood.ts";
import { LinkProxy } from "./link-proxy.ts";
import { startNginx } from "./nginx-process.ts";
import type { Changes } from "./proxy-process.ts";
import { startRelay } from "./relay-process.ts";

const SELF_SIGNED = { rejectUnauthorized: false };
const POLLING = ["polling"];
const ALL = [POLLING, ["websocket"], ["polling", "websocket"]];

/** Upgrade headers left out, and nginx's own default: HTTP/1.0, and a connection for each request. */
const WITHOUT_UPGRADE: Changes = [
  ["proxy_http_version 1.1;", ""],
  ["proxy_set_header Upgrade           $http_upgrade;", ""],
  ["proxy_set_header Connection        $en_parlant_connection;", ""],
];

/** Connections to the relay that are kept for the next request. */
const KEEPING: Changes = [
  ["server 127.0.0.1:3210;", "server 127.0.0.1:3210;\n    keepalive 8;"],
  ["''      close;", "''      '';"],
];

/** Answers that are kept back, and sent in pieces of nginx's own, made smaller. */
const BUFFERING: Changes = [
  ["proxy_buffering         off;", "gzip on; gzip_min_length 1; gzip_proxied any;"],
  ["proxy_request_buffering off;", "gzip_types text/plain application/json text/html;"],
];

/** As many pages on the Web have it: every request says that it wants an upgrade. */
const ALWAYS_UPGRADING: Changes = [["$en_parlant_connection;", '"upgrade";']];

/** Two play over each of the transports, and it is as if nothing were in between. */
async function playThrough(url: string, ways: readonly (readonly string[])[]): Promise<void> {
  const floods: FloodOptions[] = ways.map((transports) => ({ url, library: "today", transports }));
  for (const [index, { sent, white, black }] of (await playFloods(floods)).entries()) {
    const moves = (name: string) => Array.from({ length: sent }, (_, n) => `${name}${n}`);
    const way = ways[index];
    expect([way, white.own, white.others]).toEqual([way, moves("w"), moves("b")]);
    expect([way, black.own, black.others]).toEqual([way, moves("b"), moves("w")]);
    expect([way, white.connects, black.connects]).toEqual([way, 1, 1]);
    expect(white.ways.at(-1)).toBe(way?.at(-1));
  }
}

test.concurrent.for<[name: string, changes: Changes, ways: string[][]]>([
  ["as shipped", [], ALL],
  ["that keeps its connections", KEEPING, ALL],
  ["that buffers and compresses", BUFFERING, ALL],
  ["whose every request wants an upgrade", ALWAYS_UPGRADING, ALL],
  ["that speaks HTTP/1.0 and knows no upgrade", WITHOUT_UPGRADE, [POLLING]],
])("C1 C7 C9 nginx %s", async ([, changes, ways]) => {
  await using relay = await startRelay({ TRUST_PROXY: 1 });
  await using nginx = await startNginx(relay.port, changes);
  await using front = await LinkProxy.before(nginx);
  await playThrough(`https://127.0.0.1:${front.port}`, ways);
});

test.concurrent("C7 behind a proxy that knows no upgrade, who would like one polls on", async () => {
  await using relay = await startRelay({ TRUST_PROXY: 1 });
  await using nginx = await startNginx(relay.port, WITHOUT_UPGRADE);
  await using front = await LinkProxy.before(nginx);
  const url = `https://127.0.0.1:${front.port}`;
  const socket = io(url, { ...SELF_SIGNED, transports: ["polling", "websocket"], forceNew: true });
  const drops: string[] = [];
  socket.on("disconnect", (reason) => drops.push(reason));
  await new Promise((resolve) => socket.io.engine.once("upgradeError", resolve));
  expect(await socket.emitWithAck("create_game", "Ann")).toMatchObject({ ok: true });
  expect(socket.io.engine.transport.name).toBe("polling");
  expect(drops).toEqual([]);
  socket.disconnect();
});

test.concurrent("C1 C7 C9 Caddy as shipped", async () => {
  await using relay = await startRelay({ TRUST_PROXY: 1 });
  await using caddy = await startCaddy(relay.port);
  await using front = await LinkProxy.before(caddy);
  await playThrough(front.url, ALL);
});

test.concurrent("C3 C7 a monitor that offers h2c is answered through either", async () => {
  await using relay = await startRelay({ TRUST_PROXY: 1 });
  await using nginx = await startNginx(relay.port);
  await using caddy = await startCaddy(relay.port);
  const headers = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AA" };
  for (const [ask, socketPath] of [
    [requestTls, nginx.path],
    [request, caddy.path],
  ] as const) {
    const body = await new Promise<string>((resolve, reject) => {
      const asked = ask({ socketPath, path: "/health", headers, ...SELF_SIGNED });
      asked.once("response", (answer) => resolve(text(answer))).once("error", reject);
      asked.end();
    });
    expect(body).toBe("ok");
  }
});
