// How the arguments of an event become a payload: the object form the app sends, or the same fields
// one after the other. Only listed fields are read, so nothing else can reach the other player.

import type { Field, JsonObject, OptionalField } from "./field.ts";
import { isPlainObject, jsonObject } from "./field.ts";

/** What reading gave: the payload and how many unknown parts were ignored, or the field that does not fit. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly ignored: number }
  | { readonly ok: false; readonly field: string; readonly expects: string };

/** Reads an event's arguments (without the acknowledgement callback). */
export interface Payload<T> {
  /** The fields in positional order, for the documentation. */
  readonly shape: Shape;
  read(args: readonly unknown[]): Reading<T>;
}

/** Fields by name; their order is the positional form. */
export type Shape = Readonly<Record<string, Field<unknown>>>;

/** The value a payload schema reads. */
export type PayloadOf<P> = P extends Payload<infer T> ? T : never;

type Value<F> = F extends Field<infer T> ? T : never;
type OptionalKeys<S> = { [K in keyof S]: S[K] extends OptionalField<unknown> ? K : never }[keyof S];
type Fields<S> = { readonly [K in Exclude<keyof S, OptionalKeys<S>>]: Value<S[K]> } & {
  readonly [K in OptionalKeys<S>]?: Value<S[K]>;
};

/** A payload with the given fields. */
export function fields<S extends Shape>(shape: S): Payload<Fields<S>> {
  const entries = Object.entries(shape);
  return {
    shape,
    read(args) {
      const first = args[0];
      const named = isPlainObject(first) ? first : undefined;
      const value: Record<string, unknown> = {};
      let seen = 0;
      for (const [index, [name, field]] of entries.entries()) {
        const raw = named ? (Object.hasOwn(named, name) ? named[name] : undefined) : args[index];
        if (raw === undefined || raw === null) {
          if (named && Object.hasOwn(named, name)) seen += 1;
          if (!field.optional) return { ok: false, field: name, expects: field.expects };
          continue;
        }
        const part = field.read(raw);
        if (part === undefined) return { ok: false, field: name, expects: field.expects };
        value[name] = part;
        seen += 1;
      }
      const ignored = named
        ? Object.keys(named).length - seen + args.length - 1
        : Math.max(0, args.length - entries.length);
      return { ok: true, value: value as Fields<S>, ignored };
    },
  };
}

/** No payload: whatever comes is ignored. */
export const nothing: Payload<JsonObject> = {
  shape: {},
  read: (args) => ({ ok: true, value: {}, ignored: args.length }),
};

/** Nothing, or one JSON object of at most `maxLength` characters that is passed on as it is. */
export function anyObject(maxLength: number): Payload<JsonObject> {
  const whole = jsonObject(maxLength);
  return {
    shape: { "…": { ...whole, optional: true } },
    read(args) {
      const first = args[0];
      if (first === undefined || first === null) return { ok: true, value: {}, ignored: 0 };
      const value = whole.read(first);
      if (value === undefined) return { ok: false, field: "payload", expects: whole.expects };
      return { ok: true, value, ignored: args.length - 1 };
    },
  };
}
