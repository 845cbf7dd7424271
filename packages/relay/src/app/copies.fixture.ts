// Counts copies of rooms and seats, by whomever and in whatever way they are made: each room that comes out of the function that
// copies rooms is watched from then on.

import type { Room } from "../room/room.ts";

/** Copies made of rooms and of their seats. */
export const copies = { rooms: 0, seats: 0 };
const watched = new WeakSet<object>();
let isCounted = false;

/** The same object; whoever copies it, by whatever means, lists its keys. */
function watch<T extends object>(value: T, kind: keyof typeof copies): T {
  if (watched.has(value)) return value;
  const proxy = new Proxy(value, {
    ownKeys(target) {
      if (kind === "seats" || !isCounted) copies[kind] += 1;
      return Reflect.ownKeys(target);
    },
    get(target, key) {
      const part: unknown = Reflect.get(target, key);
      const isSeat = key === "white" || key === "black";
      return isSeat && part ? watch(part, "seats") : part;
    },
  });
  watched.add(proxy);
  return proxy;
}

/** The function that may copy a room: each call is a copy, and what comes of it is watched. */
export function counting<A extends readonly unknown[]>(
  copy: (...args: A) => Room,
): (...args: A) => Room {
  return (...args) => {
    copies.rooms += 1;
    isCounted = true;
    const made = copy(...args);
    isCounted = false;
    return watch(made, "rooms");
  };
}
