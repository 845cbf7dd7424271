// Language, theme and sound, in a panel that opens from the top bar.

import { LANGUAGES, messagesIn } from "../i18n/index.ts";
import type { Theme } from "../session/settings.ts";
import { isMuted, language, messages, speak, THEMES, theme } from "../session/settings.ts";
import { Icon } from "./icon.tsx";

/** The button and its panel. */
export function SettingsPanel() {
  const t = messages.value;
  const themeNames: Record<Theme, string> = {
    system: t.settings.themeSystem,
    light: t.settings.themeLight,
    dark: t.settings.themeDark,
  };
  return (
    <>
      <button type="button" class="tool" title={t.settings.heading} popovertarget="settings">
        <Icon name="gear" />
        <span class="hidden">{t.settings.heading}</span>
      </button>
      <div id="settings" popover="auto" class="panel" role="dialog" aria-label={t.settings.heading}>
        <label class="field">
          <span>{t.settings.language}</span>
          <select
            class="input"
            value={language.value}
            onChange={({ currentTarget }) => {
              const chosen = LANGUAGES.find((tag) => tag === currentTarget.value);
              if (chosen) speak(chosen);
            }}
          >
            {LANGUAGES.map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {messagesIn(tag).name}
              </option>
            ))}
          </select>
        </label>
        <fieldset class="field plain">
          <legend>{t.settings.theme}</legend>
          <div class="segments">
            {THEMES.map((name) => (
              <label class="segment" key={name}>
                <input
                  type="radio"
                  name="theme"
                  checked={theme.value === name}
                  onChange={() => {
                    theme.value = name;
                  }}
                />
                <span>{themeNames[name]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <label class="switch">
          <input
            type="checkbox"
            checked={!isMuted.value}
            onChange={({ currentTarget }) => {
              isMuted.value = !currentTarget.checked;
            }}
          />
          <span>{t.settings.sound}</span>
        </label>
        <div class="keys">
          <b>{t.game.help}</b>
          <p class="hint">{t.game.helpKeys}</p>
        </div>
      </div>
    </>
  );
}
