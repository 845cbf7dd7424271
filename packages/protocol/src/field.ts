// The kinds of value a payload may hold. Hand-written, because they are few, lie on the path of every
// move and must each say in a player's words what they expect. Know nothing of events.

import type { Color } from "./color.ts";
import type { Counts } from "./counts.ts";
import { cleanPlayerName } from "./player-name.ts";

/** One value of a payload. `read` returns `undefined` for whatever does not fit; no valid value is `undefined`. */
export interface Field<T> {
  /** Completes "The field must be …" and stands in the documentation. */
  readonly expects: string;
  readonly optional?: true;
  read(value: unknown): T | undefined;
}

/** A field that may be missing; `null` counts as missing, as the Rust relay sends absent clocks so. */
export interface OptionalField<T> extends Field<T> {
  readonly optional: true;
}

/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** The field, allowed to be missing. */
export function optional<T>(field: Field<T>): OptionalField<T> {
  return { ...field, optional: true };
}

/** A string of 1 to `max` UTF-16 units. */
export function text(max: number): Field<string> {
  return {
    expects: `a text of 1 to ${max} characters`,
    read: (value) =>
      typeof value === "string" && value.length > 0 && value.length <= max ? value : undefined,
  };
}

/** A room code as somebody typed it; what is no code is no room either, and answered so (G6). */
export const typedCode: Field<string> = {
  expects: "a text",
  read: (value) => (typeof value === "string" ? value : undefined),
};

/** A player's name; any text will do and is cleaned. */
export const playerName: Field<string> = {
  expects: "a text",
  read: (value) => (typeof value === "string" ? cleanPlayerName(value) : undefined),
};

/** A clock in milliseconds. Fractions and values below zero pass: clients count so when a flag falls. */
export const milliseconds: Field<number> = {
  expects: "a number of milliseconds",
  read: (value) => (typeof value === "number" && Number.isFinite(value) ? value : undefined),
};

/** A whole number from 0 up. */
export const count: Field<number> = {
  expects: "a whole number, 0 or more",
  read: (value) =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined,
};

/** How far both players' numbers have come. */
export const counts: Field<Counts> = {
  expects: "`{white, black}`, both whole numbers, 0 or more",
  read(value) {
    if (!isPlainObject(value)) return undefined;
    const white = count.read(value.white);
    const black = count.read(value.black);
    return white === undefined || black === undefined ? undefined : { white, black };
  },
};

/** True or false. */
export const flag: Field<boolean> = {
  expects: "true or false",
  read: (value) => (typeof value === "boolean" ? value : undefined),
};

/** One of a few words. */
export function oneOf<const T extends string>(...words: readonly T[]): Field<T> {
  return {
    expects: words.map((word) => `"${word}"`).join(" or "),
    read: (value) => words.find((word) => word === value),
  };
}

/** A side of the board. */
export const color: Field<Color> = oneOf("white", "black");

const MAX_DEPTH = 8;

/** A JSON object of at most `maxLength` characters as JSON text and 8 levels, copied without prototype keys. */
export function jsonObject(maxLength: number): Field<JsonObject> {
  return {
    expects: `a JSON object of at most ${maxLength} characters and ${MAX_DEPTH} levels`,
    read(value) {
      if (!isPlainObject(value)) return undefined;
      const copy = copyJson(value, MAX_DEPTH);
      if (copy === undefined || JSON.stringify(copy).length > maxLength) return undefined;
      return copy as JsonObject;
    },
  };
}

/** Whether the value is an object as JSON makes them: no array, no binary, no class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

const PROTOTYPE_KEYS = new Set(["__proto__", "constructor", "prototype"]);

function copyJson(value: unknown, depth: number): Json | undefined {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (depth === 0) return undefined;
  if (Array.isArray(value)) return copyArray(value, depth - 1);
  return isPlainObject(value) ? copyObject(value, depth - 1) : undefined;
}

function copyArray(values: readonly unknown[], depth: number): Json | undefined {
  const copy: Json[] = [];
  for (const value of values) {
    const item = copyJson(value, depth);
    if (item === undefined) return undefined;
    copy.push(item);
  }
  return copy;
}

function copyObject(object: Record<string, unknown>, depth: number): Json | undefined {
  const copy: Record<string, Json> = {};
  for (const [key, value] of Object.entries(object)) {
    if (PROTOTYPE_KEYS.has(key)) continue;
    const item = copyJson(value, depth);
    if (item === undefined) return undefined;
    copy[key] = item;
  }
  return copy;
}
