// What can be wrong with a session's stored record: every field once with values that are none. Knows its form, as
// the version of the record that is stored today has it.

/** A record as JSON has it. */
// biome-ignore lint/suspicious/noExplicitAny: any damage is possible
export type LooseRecord = any;

/** What is wrong, and how a whole record gets so. */
export type Damage = readonly [what: string, damage: (record: LooseRecord) => unknown];

/** The record with one part changed. */
const whole = (change: object): Damage => [show(change), (record) => ({ ...record, ...change })];
const seat = (change: object): Damage => [
  `seat ${show(change)}`,
  (record) => ({ ...record, seat: { ...record.seat, ...change } }),
];
const place = (change: object): Damage => [
  `place ${show(change)}`,
  (record) => ({ ...record, place: { ...record.place, ...change } }),
];
const sent = (change: object | null): Damage => [
  `sent ${show(change)}`,
  (record) => ({ ...record, sent: lastChanged(record.sent, change) }),
];
const history = (change: object | null): Damage => [
  `history ${show(change)}`,
  (record) => ({ ...record, history: lastChanged(record.history, change) }),
];

const FIELDS = ["seat", "place", "number", "sent", "history"];
const NO_FIELD = [undefined, null, "text", [[]], { length: 1 }, -1, 0.5];

export const DAMAGES: readonly Damage[] = [
  ["no version", ({ version: _, ...rest }) => rest],
  ["a list around it", (record) => [record]],
  ["nothing but its version", () => ({ version: 1 })],
  ...[0, 2, "1", null].map((version) => whole({ version })),
  ...FIELDS.flatMap((field) => NO_FIELD.map((value) => whole({ [field]: value }))),
  ...["", "XYZ", "ab-cd-ef", "AB-CD-EF-GH", 7, null, ["AB-CD-EF"]].map((code) => seat({ code })),
  ...["red", "", null, ["white"]].map((color) => seat({ color })),
  ...[null, undefined, 5].map((name) => seat({ name })),
  ...[1, null, "true"].map((joined) => seat({ joined })),
  seat({ peerName: null }),
  ...[[], "{}", null, 1].flatMap((options) => [seat({ options }), seat({ peerOptions: options })]),
  ...[null, -1, 1.5, "1", 2 ** 53].map((seq) => place({ seq })),
  ...[null, "", 5, "x".repeat(9_217), "♞".repeat(9_000), "two words"].map((ticket) =>
    place({ ticket }),
  ),
  ...[undefined, null, {}, { white: 1 }, { white: "1", black: 0 }, [1, 1]].map((seen) =>
    place({ seen }),
  ),
  ...[null, 0, -1, 9, "1"].map((n) => sent({ n })),
  ...["leave_game", "connect", "constructor", "", null].map((event) => sent({ event })),
  ...[null, [], "e2e4", { n: 1 }, { text: "x".repeat(20_000) }].map((payload) => sent({ payload })),
  ...[null, { after: -1 }, { confirmed: null }].map(sent),
  ["a number given twice", (record) => ({ ...record, sent: [...record.sent, record.sent.at(-1)] })],
  ...[null, { event: 5 }, { payload: null }, { payload: "e2e4" }, { mine: null }, { at: "1" }].map(
    history,
  ),
];

function lastChanged(list: readonly object[], change: object | null): unknown[] {
  return [...list.slice(0, -1), change && { ...list.at(-1), ...change }];
}

function show(change: unknown): string {
  const values = (_key: string, value: unknown) => (value === undefined ? "undefined" : value);
  return JSON.stringify(change, values).slice(0, 60);
}
