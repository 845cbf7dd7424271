// Every language has every string, nothing in it is left in English by mistake, and no sentence drops a part.

import { describe, expect, expectTypeOf, test } from "vitest";
import type { Messages } from "./en.ts";
import { en } from "./en.ts";
import {
  chooseLanguage,
  errorText,
  isLanguage,
  LANGUAGES,
  languages,
  messagesIn,
} from "./index.ts";

type Leaf = string | ((...values: (string | number)[]) => string);

/** All strings by their path. */
function leaves(messages: object, path = ""): Map<string, Leaf> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === "object" ? [...leaves(value, `${path}${key}.`)] : [[`${path}${key}`, value]],
    ),
  );
}

const model = leaves(en);
const others = LANGUAGES.filter((language) => language !== "en");

/** Strings that are the same by right. */
const ALIKE = [
  "page.title",
  "start.code",
  "time.bullet",
  "time.blitz",
  "connection.roundTripShort",
  "game.moveNumber",
  "spoken.move",
  "spoken.from",
  "spoken.movedBy",
  "letters.king",
  "letters.rook",
];

/** Groups of which a value chooses the string. */
const LOOKED_UP = [
  "name",
  "color.",
  "error.",
  "letters.",
  "time.b",
  "time.rapid",
  "time.classical",
];

/** All that may show a string. */
const SOURCES = Object.values(
  import.meta.glob<string>(["../{view,session}/*.{ts,tsx}", "./*.ts", "!./{en,de,fr,es}.ts"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
).join("");

/** Values that are found again in any sentence, and are no word of any language. */
const VALUES = [41, 73, 97] as const;

/** Which of the values come up. Numbers are seen as such by plurals and pass for names elsewhere. */
function used(leaf: Leaf): readonly number[] {
  if (typeof leaf === "string") return [];
  const said = leaf(...VALUES);
  return VALUES.filter((value) => said.includes(String(value)));
}

describe.each(others)("%s", (language) => {
  const strings = leaves(languages[language]);

  test("has the same strings as the model, of the same kind", () => {
    expect([...strings.keys()].sort()).toEqual([...model.keys()].sort());
    for (const [path, leaf] of strings) expect(typeof leaf, path).toBe(typeof model.get(path));
  });

  test("has nothing left in English", () => {
    const same = [...strings].filter(([path, leaf]) => {
      const english = model.get(path);
      const [here, there] = [leaf, english].map((one) =>
        typeof one === "function" ? one(...VALUES) : one,
      );
      return here === there;
    });
    expect(same.map(([path]) => path).filter((path) => !ALIKE.includes(path))).toEqual([]);
  });

  test("has its own name", () => {
    expect(messagesIn(language).name).not.toBe(en.name);
  });
});

describe.each(LANGUAGES)("%s", (language) => {
  const strings = leaves(languages[language]);

  test.each([...model].filter(([, leaf]) => typeof leaf === "function"))(
    "%s says each part once",
    (path, english) => {
      const leaf = strings.get(path) as Leaf;
      expect(used(leaf)).toEqual(used(english));
      expect(used(leaf)).toHaveLength((english as { length: number }).length);
      expect((leaf as (...values: unknown[]) => string)(1, 2, 3)).not.toMatch(/undefined|NaN|#|\$/);
    },
  );

  test("no string is empty, padded or unfinished", () => {
    for (const [path, leaf] of strings) {
      const said = typeof leaf === "function" ? leaf(1, 2) : leaf;
      expect(said, path).toBe(said.trim());
      // What a translator leaves behind: a mark of what is to do, three dots for "…", an unfilled place.
      expect(said, path).not.toMatch(/^$|TODO|\.\.\.| {2}|[{}#]/);
    }
  });
});

test("one and many differ", () => {
  expect(en.connection.nextAttemptIn(1)).toBe("Next attempt in 1 second");
  expect(en.connection.nextAttemptIn(3)).toBe("Next attempt in 3 seconds");
  expect(languages.fr.game.advantage(0)).toBe("Avantage : 0 point");
  expect(languages.de.game.advantage(1)).toBe("1 Punkt im Vorteil");
  expect(languages.es.time.spoken(1, 2)).toBe("1 minuto cada uno, más 2 segundos por jugada");
  expect(languages.de.time.spokenNoIncrement(1.5)).toBe("je 1,5 Minuten ohne Zugabe");
  expect(languages.de.time.spokenNoIncrement("½")).toBe("je ½ Minute ohne Zugabe");
});

test("each string is shown somewhere", () => {
  const isShown = (path: string) =>
    LOOKED_UP.some((group) => path.startsWith(group)) ||
    new RegExp(`\\.${path.replace(/^\w+\./, "").replace(/\..*/, "")}\\b`).test(SOURCES);
  expect([...model.keys()].filter((path) => !isShown(path))).toEqual([]);
});

describe("the choice", () => {
  test.each([
    ["fr", ["de"], "fr"],
    [undefined, ["pt-BR", "es-AR", "de"], "es"],
    [null, ["DE-at"], "de"],
    ["xx", ["en-GB", "fr"], "en"],
    ["toString", [], "en"],
    [7, ["zh"], "en"],
  ] as const)("%j remembered and %j wished gives %s", (remembered, wished, language) => {
    expect(chooseLanguage(remembered, wished)).toBe(language);
  });

  test("is one of the languages there are", () => {
    expect(LANGUAGES.every(isLanguage)).toBe(true);
    expect(isLanguage("__proto__")).toBe(false);
  });
});

describe("errors", () => {
  test("are told by code in the person's language, else in the relay's words", () => {
    const told = (code?: string) =>
      errorText(languages.fr, { ...(code && { code }), message: "Game is odd" });
    expect(told("GAME_FULL")).toBe("Il y a déjà deux joueurs dans cette partie.");
    for (const code of ["NEW_CODE", "unknown", "toString", undefined]) {
      expect(told(code)).toBe("Un problème est survenu : Game is odd");
    }
  });
});

test("a language with a string too few or too many does not compile", () => {
  expectTypeOf<Omit<Messages, "error">>().not.toExtend<Messages>();
  // @ts-expect-error The string is not in the model.
  const extra: Messages = { ...en, page: { ...en.page, unheardOf: "" } };
  // @ts-expect-error A string is missing.
  const fewer: Messages = { ...en, color: { white: "White" } };
  expect([extra, fewer]).toHaveLength(2);
});
