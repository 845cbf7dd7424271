// Objects without the fields that are not there. An optional field is left out, never undefined or null.

/** The fields that may be missing, made optional. */
type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without its fields that are undefined or null. */
export function presentFields<T extends object>(fields: T): Present<T> {
  const there = Object.entries(fields).filter(([, value]) => value != null);
  return Object.freeze(Object.fromEntries(there)) as Present<T>;
}
