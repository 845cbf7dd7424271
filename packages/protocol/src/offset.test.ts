// The string that ends every logged event, and that a client gives back as its place (rule S1).

import fc from "fast-check";
import { expect, test } from "vitest";
import { formatOffset, parseOffset } from "./offset.ts";

const anyTicket = fc.uint16Array({ minLength: 1 }).map((units) => String.fromCharCode(...units));

/** Up to nine characters in base 36: logging a thousand events a second takes 3000 years to get there. */
const anySeq = fc.nat().chain((high) => fc.nat(47_000).map((low) => high * 47_000 + low));

test("S1 an offset is seq in base 36, a point, and the ticket", () => {
  expect(formatOffset(0, "AbC-_9")).toBe("0.AbC-_9");
  expect(formatOffset(35, "t")).toBe("z.t");
  expect(formatOffset(36, "t")).toBe("10.t");
});

test("S1 an offset is read back as it was written", () => {
  fc.assert(
    fc.property(anySeq, anyTicket, (seq, ticket) => {
      expect(parseOffset(formatOffset(seq, ticket))).toEqual({ seq, ticket });
    }),
  );
});

test("S1 only the first point separates", () => {
  expect(parseOffset("a.b.c")).toEqual({ seq: 10, ticket: "b.c" });
});

test.each(["", "1", ".", "1.", ".ticket", "-1.t", "1e3", "+1.t", "A.t", " 1.t", "1 .t", "é.t"])(
  "S5 is no offset: %j",
  (text) => {
    expect(parseOffset(text)).toBeUndefined();
  },
);

test("S5 a number too long to be one of ours is no offset", () => {
  expect(parseOffset("zzzzzzzzz.t")).toEqual({ seq: 36 ** 9 - 1, ticket: "t" });
  expect(parseOffset("1000000000.t")).toBeUndefined();
});
