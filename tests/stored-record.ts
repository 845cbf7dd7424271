// What a session leaves behind in its storage, for tests that change it.

import type { RelayProcess } from "./relay-process.ts";
import { seatPlayers } from "./sdk-game.ts";
import { TabStorage } from "./sdk-player.ts";

/** A session's own key. */
export const KEY = "en-parlant";

/** White's record and code in the middle of a game; Black's program has ended. */
export async function storedRecord(relay: RelayProcess): Promise<{ text: string; code: string }> {
  await using players = await seatPlayers(relay, relay);
  const { white } = players;
  await white.session.ready({ swap: true });
  await white.session.sendMove("e2e4", { whiteTime: 1, blackTime: 2 });
  const code = white.session.seat?.code ?? "";
  white.session.detach();
  return { text: white.storage.items.get(KEY) ?? "", code };
}

/** A storage with that text under the session's key. */
export function holding(text: string): TabStorage {
  const storage = new TabStorage();
  storage.items.set(KEY, text);
  return storage;
}
