// A sentence that deserves to be seen, with what can be done about it.

import type { ComponentChildren } from "preact";

/** How much it matters. */
export type Tone = "calm" | "warn" | "bad";

/** @param live - also said to screen readers when it appears */
export function Notice(about: {
  tone?: Tone;
  live?: boolean;
  title?: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}) {
  const { tone = "calm", live, title, children, actions } = about;
  return (
    <div class={`notice notice-${tone}`} role={live ? "alert" : undefined}>
      <div class="notice-text">
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div class="notice-actions">{actions}</div>}
    </div>
  );
}
