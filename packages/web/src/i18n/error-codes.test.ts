// Every refusal that the SDK can utter has its sentence.

import type { SessionErrorCode } from "@en-parlant/client";
import { errorMessages } from "@en-parlant/protocol";
import { expect, expectTypeOf, test } from "vitest";
import type { Messages } from "./en.ts";
import { en } from "./en.ts";

test("the strings name each code, and no other", () => {
  type Told = Exclude<keyof Messages["error"], "unknown">;
  expectTypeOf<Told>().toEqualTypeOf<SessionErrorCode>();
  for (const code of Object.keys(errorMessages)) expect(en.error).toHaveProperty(code);
});
