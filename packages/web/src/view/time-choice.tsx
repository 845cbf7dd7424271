// The choice of a time control: the usual ones, one's own, or none.

import { useState } from "preact/hooks";
import type { ChosenTime } from "../game/time-control.ts";
import {
  isChosenTime,
  MAX_INCREMENT,
  MAX_MINUTES,
  MIN_MINUTES,
  paceOf,
  TIME_PRESETS,
  timeControlOf,
  timeText,
} from "../game/time-control.ts";
import { messages, timeWish } from "../session/settings.ts";

/** What the fields show to somebody who comes from an untimed game. */
const FIRST_CUSTOM: ChosenTime = { minutes: 10, increment: 0 };

/** The sentence that says what is wrong with the custom time. */
const INVALID_ID = "time-invalid";

/** @param onValidity - told whether what is chosen can be played */
export function TimeChoice({ onValidity }: { onValidity: (isValid: boolean) => void }) {
  const t = messages.value;
  const wish = timeWish.value;
  const preset = wish !== "untimed" && TIME_PRESETS.find((known) => isSame(known, wish));
  const [isCustom, setCustom] = useState(wish !== "untimed" && !preset);
  const choose = (next: ChosenTime | "untimed") => {
    setCustom(false);
    onValidity(true);
    timeWish.value = next;
  };
  const chooseCustom = () => {
    setCustom(true);
    if (wish === "untimed") timeWish.value = FIRST_CUSTOM;
  };
  return (
    <fieldset class="field plain">
      <legend>{t.time.heading}</legend>
      <div class="times">
        {TIME_PRESETS.map((known) => (
          <TimeOption
            key={textOf(known)}
            checked={!isCustom && preset === known}
            onChoose={() => choose(known)}
            label={textOf(known)}
            spoken={spokenTime(known)}
            small={t.time[paceOf(timeControlOf(known))]}
          />
        ))}
      </div>
      <div class="times">
        <TimeOption checked={isCustom} onChoose={chooseCustom} label={t.time.custom} small="…" />
        <TimeOption
          checked={!isCustom && wish === "untimed"}
          onChoose={() => choose("untimed")}
          label={t.time.untimed}
          small="∞"
        />
      </div>
      {isCustom && <CustomTime onValidity={onValidity} />}
    </fieldset>
  );
}

/** What `5+3` means, in words. */
function spokenTime({ minutes, increment }: ChosenTime): string {
  const { time } = messages.value;
  const [said = ""] = textOf({ minutes, increment }).split("+");
  const count = Number.isInteger(minutes) ? minutes : said;
  return increment > 0 ? time.spoken(count, increment) : time.spokenNoIncrement(count);
}

function TimeOption(about: {
  checked: boolean;
  onChoose: () => void;
  label: string;
  small: string;
  spoken?: string;
}) {
  return (
    <label class="time">
      <input
        type="radio"
        name="time"
        checked={about.checked}
        onChange={about.onChoose}
        aria-label={about.spoken ? `${about.label}, ${about.small}: ${about.spoken}` : about.label}
      />
      <span aria-hidden="true">
        <b>{about.label}</b>
        <small>{about.small}</small>
      </span>
    </label>
  );
}

function CustomTime({ onValidity }: { onValidity: (isValid: boolean) => void }) {
  const t = messages.value;
  const known = timeWish.value === "untimed" ? FIRST_CUSTOM : timeWish.value;
  const [minutes, setMinutes] = useState(String(known.minutes));
  const [increment, setIncrement] = useState(String(known.increment));
  const typed = { minutes: numberIn(minutes), increment: numberIn(increment) };
  const isValid = isChosenTime(typed);
  const keep = (next: ChosenTime) => {
    onValidity(isChosenTime(next));
    if (isChosenTime(next)) timeWish.value = next;
  };
  return (
    <div class="custom-time">
      <NumberField
        label={t.time.minutes}
        value={minutes}
        isValid={isValid}
        onType={(text) => {
          setMinutes(text);
          keep({ ...typed, minutes: numberIn(text) });
        }}
      />
      <NumberField
        label={t.time.increment}
        value={increment}
        isValid={isValid}
        onType={(text) => {
          setIncrement(text);
          keep({ ...typed, increment: numberIn(text) });
        }}
      />
      {!isValid && (
        <p class="error wide" id={INVALID_ID}>
          {t.time.invalid(MIN_MINUTES * 60, MAX_MINUTES, MAX_INCREMENT)}
        </p>
      )}
    </div>
  );
}

function NumberField(about: {
  label: string;
  value: string;
  isValid: boolean;
  onType: (text: string) => void;
}) {
  return (
    <label class="field">
      <span>{about.label}</span>
      <input
        class="input"
        inputMode="decimal"
        value={about.value}
        aria-invalid={!about.isValid}
        aria-describedby={about.isValid ? undefined : INVALID_ID}
        onInput={({ currentTarget }) => about.onType(currentTarget.value)}
      />
    </label>
  );
}

function numberIn(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
}

function textOf(chosen: ChosenTime): string {
  return timeText(timeControlOf(chosen));
}

function isSame(one: ChosenTime, other: ChosenTime): boolean {
  return one.minutes === other.minutes && one.increment === other.increment;
}
