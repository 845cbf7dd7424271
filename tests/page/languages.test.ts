// The page in the person's language and look: as the browser wishes, or as was chosen, on every screen at once and again
// at the next visit.

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { startRelay } from "../relay-process.ts";
import { PagePair } from "./page-pair.ts";
import { PagePlayer } from "./page-player.ts";

const chromium = chromiumOfFile();

/** Chooses a language in the settings, whatever the present one is. */
async function speak(page: Page, language: string): Promise<void> {
  await page.locator("[popovertarget=settings]").click();
  await page.locator("#settings select").selectOption(language);
  await page.keyboard.press("Escape");
  await page.locator("#settings").waitFor({ state: "hidden" });
}

/**
 * All that is written on the page or said by it, numbers left open. Not the languages' own names, and not what was
 * announced: said is said. The code is spelled by the alphabet that pilots everywhere use.
 */
function texts(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const found = new Set([document.title]);
    for (const element of document.querySelectorAll("#app *:not(option, [role=status], .spelled)")) {
      for (const name of ["aria-label", "title", "placeholder"]) found.add(element.getAttribute(name));
      for (const node of element.childNodes) if (node.nodeType === 3) found.add(node.data.trim());
    }
    return [...found].filter((text) => text && /\\p{L}{3}/u.test(text)).map((text) => text.replace(/\\d+/g, "#"));
  })()`);
}

/** Names, and what is called the same in both languages. */
const COMMON = ["En Parlant", "Ann", "Bob", "Bullet", "Blitz", "Code", "Online", "Online · # ms"];

/** By which scheme the browser picks each colour; `light dark` leaves it to the device. */
function scheme(page: Page): Promise<string> {
  return page.evaluate("getComputedStyle(document.documentElement).colorScheme");
}

/** What stays English when the page changes to German. */
async function untranslated({ page }: PagePlayer): Promise<string[]> {
  const english = await texts(page);
  await speak(page, "de");
  expect(await page.locator("html").getAttribute("lang")).toBe("de");
  const german = await texts(page);
  await speak(page, "en");
  return english.filter((text) => german.includes(text) && !COMMON.includes(text));
}

const GREETINGS = {
  "de-DE": ["de", "Gegen einen Freund spielen", "Partie erstellen"],
  "fr-FR": ["fr", "Jouer avec un ami", "Créer une partie"],
  "es-ES": ["es", "Jugar con un amigo", "Crear partida"],
  "pt-BR": ["en", "Play a friend", "Create game"],
} as const;

test.concurrent("the page speaks the browser's language, and English where it cannot", async () => {
  await using relay = await startRelay();
  for (const [locale, [language, heading, button]] of Object.entries(GREETINGS)) {
    const about = { url: relay.url, name: "Ann", options: { locale } };
    await using ann = await PagePlayer.open(chromium.browser, about);
    await ann.page.getByRole("heading", { name: heading }).waitFor();
    expect(await ann.button(button).count()).toBe(1);
    expect(await ann.page.locator("html").getAttribute("lang")).toBe(language);
  }
});

test.concurrent("a change of language changes every text of every screen at once", async () => {
  await using game = await PagePair.open(chromium.browser);
  const { ann, bob } = game;
  await ann.sees("Play a friend");
  expect(await untranslated(ann)).toEqual([]);
  const code = await ann.create();
  expect(await untranslated(ann)).toEqual([]);
  await bob.join(code);
  await ann.sees("Ready?");
  expect(await untranslated(ann)).toEqual([]);
  for (const player of [ann, bob]) await player.ready();
  await ann.move("Nf3");
  await bob.move("d5");
  await ann.page.locator(".turn.mine").waitFor();
  expect(await untranslated(ann)).toEqual([]);
  await bob.resign();
  await ann.result();
  expect(await untranslated(ann)).toEqual([]);
});

test.concurrent("language, look and sound that were chosen are there at the next visit", async () => {
  await using relay = await startRelay();
  const about = { url: relay.url, name: "Ann" };
  await using ann = await PagePlayer.open(chromium.browser, about);
  const { page } = ann;
  expect(await scheme(page)).toBe("light dark");
  await ann.button("Mute").click();
  await ann.button("Settings").click();
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  expect(await scheme(page)).toBe("dark");
  await page.keyboard.press("Escape");
  await speak(page, "de");

  const next = ann.anotherTab(await page.context().newPage());
  await page.close();
  await next.page.goto(relay.url);
  await next.sees("Gegen einen Freund spielen");
  await next.button("Ton einschalten").waitFor();
  expect(await scheme(next.page)).toBe("dark");
  await next.button("Einstellungen").click();
  expect(await next.page.getByRole("radio", { name: "Dunkel" }).isChecked()).toBe(true);
  await next.page.getByRole("radio", { name: "Wie das Gerät" }).check({ force: true });
  expect(await scheme(next.page)).toBe("light dark");
});
