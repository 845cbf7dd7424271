// A move typed as UCI or SAN.

import { useState } from "preact/hooks";
import { game } from "../session/match-signal.ts";
import { messages } from "../session/settings.ts";
import type { TypedProblem } from "./moving.ts";
import { playTyped } from "./moving.ts";

/** By which the keyboard finds the field. */
export const MOVE_INPUT_ID = "typed-move";

/** The field, and what is wrong with what stands in it. */
export function MoveInput() {
  const t = messages.value.game;
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<{ kind: TypedProblem; text: string }>();
  const words = problem && wordsFor(problem.kind, problem.text);
  return (
    <form
      class="move-input"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === "") return;
        const kind = playTyped(text);
        setProblem(kind && { kind, text: text.trim() });
        if (!kind) setText("");
      }}
    >
      <label class="hidden" for={MOVE_INPUT_ID}>
        {t.typedMove}
      </label>
      <input
        id={MOVE_INPUT_ID}
        class="input"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={t.typedMove}
        title={t.typedMoveHint}
        value={text}
        disabled={game.value?.outcome !== undefined}
        aria-invalid={problem !== undefined}
        aria-describedby="typed-move-problem"
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setProblem(undefined);
        }}
      />
      <button type="submit" class="button">
        {t.typedMovePlay}
      </button>
      <p class="error wide" id="typed-move-problem" role="alert">
        {words}
      </p>
    </form>
  );
}

function wordsFor(kind: TypedProblem, text: string): string {
  const t = messages.value.game;
  if (kind === "not-your-turn") return t.notYourTurn;
  return kind === "illegal" ? t.typedMoveIllegal(text) : t.typedMoveAmbiguous(text);
}
