// A button that copies a text and says whether that worked.

import { useEffect, useState } from "preact/hooks";
import { messages } from "../session/settings.ts";
import { say } from "./announcer.ts";
import { Icon } from "./icon.tsx";

/** How long the button shows what became of it, in milliseconds. */
const SHOWN_MS = 2_500;

/** @param done - what to say instead of "Copied" */
export function CopyButton(about: {
  text: () => string;
  label: string;
  done?: string;
  primary?: boolean;
}) {
  const t = messages.value;
  const [result, setResult] = useState<"copied" | "failed">();
  useEffect(() => {
    if (!result) return;
    const timer = setTimeout(() => setResult(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const done = about.done ?? t.waiting.copied;
  const copy = async () => {
    const copied = await toClipboard(about.text());
    setResult(copied ? "copied" : "failed");
    say(copied ? done : t.waiting.copyFailed);
  };
  const label = result === "copied" ? done : about.label;
  return (
    <>
      <button
        type="button"
        class={about.primary ? "button primary" : "button"}
        onClick={() => void copy()}
      >
        <Icon name={result === "copied" ? "check" : "copy"} />
        {label}
      </button>
      {result === "failed" && <p class="hint wide">{t.waiting.copyFailed}</p>}
    </>
  );
}

/** Plain HTTP pages have no clipboard but the old one. */
async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

function copiedBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "hidden";
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
