// A game under way, each player behind a network that a test can break, and a second pair of players
// on the same relay whom none of it may reach.

import { AppDouble } from "./app-double.ts";
import { CAPABLANCA, HAMPPE } from "./famous-game.ts";
import { LinkProxy } from "./link-proxy.ts";
import type { RelayProcess, Settings } from "./relay-process.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";
import type { Presence } from "./table.ts";
import { Table } from "./table.ts";

/** What {@link startEvening} sets up. */
export interface Evening extends AsyncDisposable {
  readonly relay: RelayProcess;
  /** The networks between the players and the relay. */
  readonly white: LinkProxy;
  readonly black: LinkProxy;
  readonly table: Table;
  readonly witness: Table;
  /** Every event once and in order, no `peer_left`, both seats work, the witnesses undisturbed. */
  verify(presence: Presence, witnesses?: Presence): Promise<void>;
}

/** Two doubles after six plies of Capablanca–Tartakower, White to move, and two witnesses. */
export async function startEvening(settings?: Settings): Promise<Evening> {
  await using stack = new Resources();
  const relay = stack.use(await startRelay(settings));
  const white = stack.use(await LinkProxy.before(relay));
  const black = stack.use(await LinkProxy.before(relay));
  const others = stack.use(await LinkProxy.before(relay));
  const players = {
    white: new AppDouble(white.url, "White"),
    black: new AppDouble(black.url, "Black"),
  };
  const tables = [Table.sit(players), Table.witness(others.url, HAMPPE)] as const;
  const [table, witness] = await Promise.all(tables);
  stack.use(table);
  stack.use(witness);
  await table.start(CAPABLANCA);
  await table.play(6);
  const all = stack.move();
  return {
    relay,
    white,
    black,
    table,
    witness,
    async verify(presence, witnesses = {}) {
      await table.play(2);
      await witness.play(2);
      await table.verify(presence);
      await witness.verify(witnesses);
    },
    [Symbol.asyncDispose]: () => all[Symbol.asyncDispose](),
  };
}
