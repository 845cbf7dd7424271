import { expect, test } from "vitest";
import { appRelayUrl, isThisComputer } from "./relay-url.ts";

test("the app's settings take the relay as a WebSocket's address", () => {
  expect(appRelayUrl("http://localhost:3210")).toBe("ws://localhost:3210");
  expect(appRelayUrl("https://relay.example.org")).toBe("wss://relay.example.org");
});

test.each(["localhost", "chess.localhost", "127.0.0.1", "127.9.9.9", "[::1]"])(
  "a link to %s leads nowhere from elsewhere",
  (name) => expect(isThisComputer(name)).toBe(true),
);

test.each(["192.168.0.7", "localhost.example.org", "pi.local", "[::2]"])(
  "a link to %s can be given away",
  (name) => expect(isThisComputer(name)).toBe(false),
);
