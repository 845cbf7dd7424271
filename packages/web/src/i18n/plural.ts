// Words that depend on a number. Two forms do for the page's languages. Knows no message.

/** A number, or how it is written such as `½`, with the words that go with it; `#` stands for it. */
export type Plural = (value: number | string, one: string, other: string) => string;

/** How a language counts: `plural("fr")(0, "# point", "# points")` is `0 point`. */
export function plural(language: string): Plural {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (value, one, other) => {
    const isOne = typeof value === "number" ? rules.select(value) === "one" : /^[¼½¾]$/.test(value);
    const written = typeof value === "number" ? numbers.format(value) : value;
    return (isOne ? one : other).replace("#", () => written);
  };
}
