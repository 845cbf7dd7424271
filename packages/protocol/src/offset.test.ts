// The string that ends every logged event, and that a client gives back as its place (rule S1).

import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_COUNTS } from "./counts.ts";
import { formatOffset, parseOffset } from "./offset.ts";

const anyTicket = fc.uint16Array({ minLength: 1 }).map((units) => String.fromCharCode(...units));

/** Up to nine characters in base 36: logging a thousand events a second takes 3000 years to get there. */
const anySeq = fc.nat().chain((high) => fc.nat(47_000).map((low) => high * 47_000 + low));

const anyNumber = fc.oneof(fc.constant(0), fc.nat(), fc.maxSafeNat());

test("S1 an offset is seq in base 36, a point, and the ticket", () => {
  expect(formatOffset(0, "AbC-_9")).toBe("0.AbC-_9");
  expect(formatOffset(35, "t")).toBe("z.t");
  expect(formatOffset(36, "t")).toBe("10.t");
});

test("S1 N6 the counts stand between seq and ticket, where there are any", () => {
  expect(formatOffset(36, "t", { white: 37, black: 0 })).toBe("10-11-0.t");
  expect(formatOffset(36, "t", { white: 0, black: 1 })).toBe("10-0-1.t");
  expect(formatOffset(36, "t", NO_COUNTS)).toBe("10.t");
});

test("S1 N6 an offset is read back as it was written", () => {
  fc.assert(
    fc.property(anySeq, anyTicket, anyNumber, anyNumber, (seq, ticket, white, black) => {
      const seen = { white, black };
      expect(parseOffset(formatOffset(seq, ticket, seen))).toEqual({ seq, ticket, seen });
    }),
  );
});

test("S1 only the first point separates", () => {
  expect(parseOffset("a.b.c")).toEqual({ seq: 10, ticket: "b.c", seen: NO_COUNTS });
  expect(parseOffset("a-1-2.b-3-4.c")?.ticket).toBe("b-3-4.c");
});

test.each(["1-2.t", "1-2-.t", "1--2.t", "-1-2.t", "1-2-3-4.t", "1-2-3", "1-A-3.t", "1-1e-+3.t"])(
  "S5 N6 counts that are none make no offset: %j",
  (text) => {
    expect(parseOffset(text)).toBeUndefined();
  },
);

test("S5 N6 a count of more than eleven digits makes no offset", () => {
  const highest = 2 ** 53 - 1;
  expect(parseOffset(`1-${highest.toString(36)}-0.t`)?.seen).toEqual({ white: highest, black: 0 });
  for (const counts of ["100000000000-0", "0-100000000000"]) {
    expect(parseOffset(`1-${counts}.t`)).toBeUndefined();
  }
});

test.each(["", "1", ".", "1.", ".ticket", "-1.t", "1e3", "+1.t", "A.t", " 1.t", "1 .t", "é.t"])(
  "S5 is no offset: %j",
  (text) => {
    expect(parseOffset(text)).toBeUndefined();
  },
);

test("S5 a number too long to be one of ours is no offset", () => {
  expect(parseOffset("zzzzzzzzz.t")).toMatchObject({ seq: 36 ** 9 - 1, ticket: "t" });
  expect(parseOffset("1000000000.t")).toBeUndefined();
});
