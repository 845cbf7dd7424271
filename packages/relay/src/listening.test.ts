// Why a relay cannot listen, in words, for errors that a test cannot bring about on every machine.

import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { expect, test } from "vitest";
import { ListenError, listen } from "./listening.ts";

/** A server that meets an error on some addresses. */
function createServer(codes: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const server = Object.assign(new EventEmitter(), {
    asked,
    listen({ host }: { host: string }, done: () => void) {
      asked.push(host);
      const code = codes[host];
      if (code === undefined) done();
      else server.emit("error", Object.assign(new Error(`listen ${code}`), { code }));
    },
  });
  return server as typeof server & Server;
}

test.each([
  ["EACCES", "Port 80 is not open to this user. Choose one from 1024 up with --port or PORT."],
  ["EPERM", "Port 80 is not open to this user. Choose one from 1024 up with --port or PORT."],
  ["EADDRINUSE", "Port 80 is already in use. Choose another with --port or PORT."],
  [
    "EADDRNOTAVAIL",
    "HOST 127.0.0.1 is no address of this computer. Set HOST to one that is, or leave it out.",
  ],
  ["EMFILE", "HOST 127.0.0.1 port 80: Error: listen EMFILE"],
])("5.8 %s is said in words", async (code, message) => {
  const failed = listen(createServer({ "127.0.0.1": code }), { port: 80, host: "127.0.0.1" });
  await expect(failed).rejects.toThrow(new ListenError(message));
});

test("5.8 of a name it is said which address it has", async () => {
  const codes = { "127.0.0.1": "EADDRNOTAVAIL", "::1": "EADDRNOTAVAIL" };
  const failed = listen(createServer(codes), { port: 80, host: "localhost" });
  await expect(failed).rejects.toThrow(
    /^HOST localhost, which is (127\.0\.0\.1|::1), is no address/,
  );
});

test.each(["EAFNOSUPPORT", "EADDRNOTAVAIL"])(
  "a machine without IPv6 (%s) is listened on by IPv4",
  async (code) => {
    const server = createServer({ "::": code });
    await listen(server, { port: 80, host: "::" });
    expect(server.asked).toEqual(["::", "0.0.0.0"]);
    const taken = listen(createServer({ "::": code, "0.0.0.0": "EADDRINUSE" }), {
      port: 80,
      host: "::",
    });
    await expect(taken).rejects.toThrow("Port 80 is already in use");
  },
);
