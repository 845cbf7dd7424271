// Which networks an address counts for: a household often holds an IPv6 /56, a hoster's customer a /48, and either could
// pass for as many clients as it has /64s. Counts nothing itself.

/** A network that a limit holds for. */
export interface Counted {
  /** Its text, as a key. */
  readonly network: string;
  /** How many times as much it may have as a single address. */
  readonly share: number;
}

/** Wider networks by the bits of their fourth group that are theirs (L7). */
const WIDER = [
  { bits: 56, mask: 0xff00, share: 4 },
  { bits: 48, mask: 0, share: 16 },
];

/** The three groups of a /48, and the fourth, in a /64 as `byNetwork` writes it. */
const IPV6 = /^((?:[\da-f]+:){3})([\da-f]+)::\/64$/;

/**
 * What an address counts for, the narrowest first: IPv4 for itself, an IPv6 /64 for its /56 and /48 as well.
 * @param address - as limits count it, see `byNetwork`
 */
export function networksOf(address: string): readonly Counted[] {
  const single = { network: address, share: 1 };
  const [, three, fourth = ""] = IPV6.exec(address) ?? [];
  if (three === undefined) return [single];
  const wider = WIDER.map(({ bits, mask, share }) => {
    const theirs = (Number.parseInt(fourth, 16) & mask).toString(16);
    return { network: `${three}${theirs}::/${bits}`, share };
  });
  return [single, ...wider];
}
