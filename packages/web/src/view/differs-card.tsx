// The opponent sent a move that cannot be: it is not on the board, and the person says how to go on.

import { useState } from "preact/hooks";
import type { Match } from "../game/match.ts";
import { leave, resynchronise } from "../session/deeds.ts";
import { messages } from "../session/settings.ts";
import { Notice } from "./notice.tsx";
import { Rematch } from "./result-card.tsx";
import { peerName } from "./screen.ts";

/** When the game began that was fetched again last. Outlives the card, which fetching takes away. */
let fetched: number | undefined;

/** The card; nothing while the games agree. */
export function DiffersCard({ match }: { match: Match }) {
  const t = messages.value.differs;
  const [isFetching, setFetching] = useState(false);
  const { game } = match;
  const fault = game?.fault;
  if (!fault && !game?.isDisputed) return null;
  const wasFetched = fetched === game.startedAt;
  const fetchAgain = async () => {
    setFetching(true);
    fetched = game.startedAt;
    await resynchronise();
    setFetching(false);
  };
  return (
    <Notice
      tone="bad"
      live
      title={t.heading}
      actions={
        <>
          <button
            type="button"
            class="button"
            aria-disabled={isFetching}
            onClick={() => void fetchAgain()}
          >
            {isFetching ? t.resyncing : t.resync}
          </button>
          <button type="button" class="button" onClick={leave}>
            {t.stop}
          </button>
        </>
      }
    >
      <p>
        {fault?.kind === "move"
          ? t.explain(peerName.value, fault.uci)
          : t.explainLoss(peerName.value)}
      </p>
      <p>{wasFetched ? t.stillDiffers : t.whatNow}</p>
      {wasFetched && <Rematch match={match} />}
    </Notice>
  );
}
