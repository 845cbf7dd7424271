// Who sits opposite.

import { expect, test } from "vitest";
import { opponentOf } from "./color.ts";

test("each side is the other's opponent", () => {
  expect(opponentOf("white")).toBe("black");
  expect(opponentOf("black")).toBe("white");
});
