// What a stored record may say of events. The whole shape is tested in tests/sdk-stored-record.test.ts.

import { clientEvents, forwardedEvents } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { isSendable } from "./seat-record.ts";

test("5.17 what can be sent is what the relay forwards, and nothing else", () => {
  const sendable = Object.keys(clientEvents).filter(isSendable);
  expect(sendable).toEqual(Object.keys(forwardedEvents));
  for (const other of ["connect", "disconnect", "constructor", "", " ready", null, ["ready"]]) {
    expect(isSendable(other)).toBe(false);
  }
});
