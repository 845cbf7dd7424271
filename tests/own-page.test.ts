// With ALLOWED_ORIGINS set, the relay's own page is still let in, whatever a proxy in front makes of the relay's name;
// and no other page is, whatever it says.

import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { get } from "node:http";
import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { startNginx } from "./nginx-process.ts";
import { RawClient } from "./raw-client.ts";
import type { RelayProcess } from "./relay-process.ts";
import { startRelay } from "./relay-process.ts";

const ELSEWHERE = "https://elsewhere.example";
const OWN = "https://relay.example.org";

type Headers = Readonly<Record<string, string>>;

/** Whether a page may connect, by long-polling and by WebSocket alike. */
async function isLetIn({ port }: RelayProcess, headers: Headers): Promise<boolean> {
  const path = "/socket.io/?EIO=4&transport=";
  const asked = get({ port, path: `${path}polling`, headers, agent: false });
  const [polled] = (await once(asked, "response")) as [IncomingMessage];
  polled.resume();
  const upgrade = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "MDEyMzQ1Njc4OWFiY2RlZg==",
  };
  const upgraded = get({ port, path: `${path}websocket`, headers: { ...headers, ...upgrade } });
  const isOpen = await new Promise<boolean>((resolve, reject) => {
    upgraded.once("upgrade", () => resolve(true)).once("response", () => resolve(false));
    upgraded.once("error", reject);
  });
  upgraded.destroy();
  expect(isOpen).toBe(polled.statusCode === 200);
  return isOpen;
}

test.concurrent.each([
  [OWN, "relay.example.org:443"],
  [OWN, "RELAY.Example.org"],
  [OWN, "relay.example.org."],
  ["http://relay.example.org", "relay.example.org:80"],
  ["http://[::1]:8080", "[0:0::1]:8080"],
])("5.10 L5 the page %s is the own one where the host is written %s", async (origin, host) => {
  await using relay = await startRelay({ ALLOWED_ORIGINS: ELSEWHERE });
  expect(await isLetIn(relay, { origin, host })).toBe(true);
  for (const other of [
    "https://evil.example",
    `${origin}:8443`,
    `${origin}.evil.example`,
    "null",
  ]) {
    expect([other, await isLetIn(relay, { origin: other, host })]).toEqual([other, false]);
  }
});

test.concurrent("5.10 L5 X-Forwarded-Host is believed from a trusted proxy only", async () => {
  const written = { origin: OWN, host: "inner:3210", "x-forwarded-host": "relay.example.org" };
  const forged = { ...written, "x-forwarded-host": "relay.example.org, inner" };
  const trusting = [
    ["1", true, false],
    ["2", true, true],
    ["loopback", true, false],
    ["127.0.0.0/8", true, false],
  ] as const;
  for (const [TRUST_PROXY, one, two] of trusting) {
    await using relay = await startRelay({ ALLOWED_ORIGINS: ELSEWHERE, TRUST_PROXY });
    expect([TRUST_PROXY, await isLetIn(relay, written)]).toEqual([TRUST_PROXY, one]);
    expect([TRUST_PROXY, await isLetIn(relay, forged)]).toEqual([TRUST_PROXY, two]);
  }
  for (const TRUST_PROXY of ["0", "192.0.2.0/24"]) {
    await using relay = await startRelay({ ALLOWED_ORIGINS: ELSEWHERE, TRUST_PROXY });
    expect([TRUST_PROXY, await isLetIn(relay, written)]).toEqual([TRUST_PROXY, false]);
  }
});

test.concurrent("5.10 L5 listed origins are compared as browsers write them", async () => {
  const ALLOWED_ORIGINS = "HTTPS://Play.Example.org:443/, http://münchen.example";
  await using relay = await startRelay({ ALLOWED_ORIGINS });
  for (const origin of ["https://play.example.org", "http://xn--mnchen-3ya.example"]) {
    expect([origin, await isLetIn(relay, { origin })]).toEqual([origin, true]);
    const polled = await fetch(`${relay.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin },
    });
    await polled.text();
    expect(polled.headers.get("access-control-allow-origin")).toBe(origin);
  }
  expect(await isLetIn(relay, { origin: "http://play.example.org" })).toBe(false);
});

test.concurrent.each([
  ["the port", "relay.example.org:443", []],
  ["capitals", "RELAY.EXAMPLE.ORG", []],
  [
    "a name of its own, and the outer one beside it",
    "inner",
    ["X-Forwarded-Host relay.example.org"],
  ],
])("5.10 L5 the own page connects through an nginx that writes %s", async (_what, host, more) => {
  await using relay = await startRelay({ ALLOWED_ORIGINS: ELSEWHERE, TRUST_PROXY: 1 });
  const lines = [`Host  ${host}`, ...more].map((line) => `proxy_set_header ${line};`).join("\n");
  const changes = [["proxy_set_header Host              $http_host;", lines]] as const;
  await using nginx = await startNginx(relay.port, changes);
  await using front = await LinkProxy.before(nginx);
  const url = `https://127.0.0.1:${front.port}`;
  for (const transport of ["websocket", "polling"]) {
    const options = {
      rejectUnauthorized: false,
      transports: [transport],
      extraHeaders: { origin: OWN },
    };
    await using client = await RawClient.connect(url, options);
    await client.barrier();
  }
});
