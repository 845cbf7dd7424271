// How a setting's text becomes a value. Each reader says what it wants when it does not get it.

import { isIP } from "node:net";
import { readNetworks } from "./ip-address.ts";
import { normalOrigin } from "./origin.ts";

/** The value, or what is wrong with the text, completing "NAME …". */
export type Reader<T> = (text: string) => { readonly value: T } | { readonly problem: string };

/** A whole number within bounds. */
export function numberText(min: number, max: number): Reader<number> {
  return (source) => {
    const value = Number(source);
    const fits = /^\d+$/.test(source) && value >= min && value <= max;
    return fits ? { value } : { problem: `must be a whole number from ${min} to ${max}` };
  };
}

/** A duration in seconds, fractions allowed. */
export function seconds(max: number): Reader<number> {
  return (source) => {
    const value = Number(source);
    const fits = /^\d+(\.\d+)?$/.test(source) && value > 0 && value <= max;
    return fits ? { value } : { problem: `must be a number of seconds above 0, at most ${max}` };
  };
}

/** Any text of at least `min` characters. */
export function text(min: number): Reader<string> {
  return (value) =>
    value.length >= min
      ? { value }
      : { problem: `must have at least ${min} character${min > 1 ? "s" : ""}` };
}

/** On or off. */
export const booleanText: Reader<boolean> = (source) => {
  if (["on", "true", "1", "yes"].includes(source.toLowerCase())) return { value: true };
  if (["off", "false", "0", "no"].includes(source.toLowerCase())) return { value: false };
  return { problem: "must be on or off" };
};

/** `*`, or origins such as `https://example.org`; one copied from a browser ends in a slash. */
export const originList: Reader<"*" | readonly string[]> = (source) => {
  if (source === "*") return { value: "*" };
  const written = split(source);
  const origins = written.flatMap((origin) => normalOrigin(origin.replace(/\/$/, "")) ?? []);
  if (origins.length < written.length || origins.length === 0) {
    return { problem: "must be * or origins such as https://example.org, separated by commas" };
  }
  return { value: origins };
};

/** `*` and `::` are every address; an IPv6 address may stand in brackets, as in a URL. */
export const listenHost: Reader<string> = (source) => {
  const host = source === "*" ? "::" : source.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) > 0 || /^(?!-)[\w-]+(\.[\w-]+)*\.?$/.test(host)) return { value: host };
  return { problem: "must be an address or a host name, without a port or a path" };
};

/** A number of proxies, or their addresses and networks. */
export const trustedProxies: Reader<number | readonly string[]> = (source) => {
  if (/^\d{1,2}$/.test(source)) return { value: Number(source) };
  const networks = split(source);
  if (networks.length > 0 && networks.every(readNetworks)) return { value: networks };
  return { problem: "must be a number of proxies, or addresses and networks separated by commas" };
};

function split(source: string): string[] {
  return source
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
