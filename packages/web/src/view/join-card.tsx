// Joining by a code: typed in any spelling, pasted with or without its link, or brought by an invitation.

import { useEffect, useState } from "preact/hooks";
import { errorText, spokenCode } from "../i18n/index.ts";
import { errand, join, refusal } from "../session/deeds.ts";
import type { CodeReading } from "../session/invite.ts";
import { readTyped } from "../session/invite.ts";
import { messages } from "../session/settings.ts";

/** The form's id. */
export const JOIN_FORM = "join-form";

/**
 * @param about.code - from an invitation
 * @param about.onTyped - told whether anything stands in the field
 */
export function JoinCard({ code, onTyped }: { code?: string; onTyped: (any: boolean) => void }) {
  const t = messages.value;
  const [typed, setTyped] = useState(code ?? "");
  // What is wrong with a link is told at once.
  const [wasTried, setTried] = useState(code !== undefined);
  useEffect(() => onTyped(typed !== ""), [typed]);
  const reading = readTyped(typed);
  const isAsking = errand.value === "join";
  const refused = refusal.value?.errand === "join" ? refusal.value.error : undefined;
  const problem = problemOf(reading, wasTried) ?? (refused && errorText(t, refused));
  return (
    <form
      id={JOIN_FORM}
      class="way"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (reading.is === "code") void join(reading.code);
      }}
    >
      <label class="field">
        <span>{t.start.code}</span>
        <input
          class="input code-input"
          name="code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          placeholder="XX-XX-XX"
          value={typed}
          aria-invalid={problem !== undefined}
          aria-describedby="code-hint code-problem"
          onInput={({ currentTarget }) => {
            const read = readTyped(currentTarget.value);
            const isPasted = currentTarget.value.length > 8 && read.is === "code";
            setTried(false);
            refusal.value = undefined;
            setTyped(isPasted ? read.code : currentTarget.value.toUpperCase());
          }}
        />
      </label>
      <p class="hint" id="code-hint">
        {reading.is === "code" ? spokenCode(reading.code, t) : t.start.codeHint}
      </p>
      <p class="error" id="code-problem" role="alert">
        {problem}
      </p>
      <button type="submit" class="button primary big" aria-disabled={isAsking}>
        {isAsking ? t.start.joining : t.start.join}
      </button>
    </form>
  );
}

/** What keeps it from being a code. A wrong character is told at once, a missing one only when the person is done. */
export function problemOf(reading: CodeReading, wasTried = true): string | undefined {
  const { start } = messages.value;
  if (reading.is === "wrong") return start.codeBadCharacter(reading.character);
  return reading.is === "incomplete" && wasTried ? start.codeIncomplete : undefined;
}
