// Why a relay cannot listen, in words, for errors that a test cannot bring about on every machine.

import { expect, test } from "vitest";
import { ListenError, listenAt } from "./listening.ts";

/** Listens, but for some addresses, which it meets an error on. */
function meets(codes: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const listen = ({ host }: { host: string }) => {
    asked.push(host);
    const code = codes[host];
    if (code === undefined) return Promise.resolve("listening");
    return Promise.reject(Object.assign(new Error(`listen ${code}`), { code }));
  };
  return { asked, listen };
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
  const failed = listenAt({ port: 80, host: "127.0.0.1" }, meets({ "127.0.0.1": code }).listen);
  await expect(failed).rejects.toThrow(new ListenError(message));
});

test("5.8 of a name it is said which address it has", async () => {
  const codes = { "127.0.0.1": "EADDRNOTAVAIL", "::1": "EADDRNOTAVAIL" };
  const failed = listenAt({ port: 80, host: "localhost" }, meets(codes).listen);
  await expect(failed).rejects.toThrow(
    /^HOST localhost, which is (127\.0\.0\.1|::1), is no address/,
  );
});

test.each(["EAFNOSUPPORT", "EADDRNOTAVAIL"])(
  "a machine without IPv6 (%s) is listened on by IPv4",
  async (code) => {
    const { asked, listen } = meets({ "::": code });
    expect(await listenAt({ port: 80, host: "::" }, listen)).toBe("listening");
    expect(asked).toEqual(["::", "0.0.0.0"]);
    const taken = listenAt(
      { port: 80, host: "::" },
      meets({ "::": code, "0.0.0.0": "EADDRINUSE" }).listen,
    );
    await expect(taken).rejects.toThrow("Port 80 is already in use");
  },
);
