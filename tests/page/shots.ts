// `npm run shots`: a picture of every screen of the catalogue in every look, and a sheet that shows them together.
// SHOTS=all adds the narrowest phone and the phone on its side.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import type { Device, Look, Size } from "./looks.ts";
import { heightOf, optionsOf, show } from "./looks.ts";
import { PARTS, walk } from "./screens.ts";

const FOLDER = fileURLToPath(new URL("../../shots/", import.meta.url));

const isAll = process.env.SHOTS === "all";
const LOOKS: Readonly<Record<Device, readonly Look[]>> = {
  desk: (["1280"] as const).flatMap(inBothThemes),
  phone: ([...(isAll ? (["320", "landscape"] as const) : []), "360"] as const).flatMap(
    inBothThemes,
  ),
};

const cases = PARTS.flatMap((part) => [[part, "desk"] as const, [part, "phone"] as const]);

const chromium = chromiumOfFile();
/** The screens that were seen, in the order of the walks. */
const seen = new Map(PARTS.map((part) => [part, new Set<string>()]));

beforeAll(async () => {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER);
});

afterAll(async () => {
  await writeFile(`${FOLDER}index.html`, sheet());
});

test.concurrent.each(cases)("%s, on a %s", async (part, device) => {
  const about = { browser: chromium.browser, options: optionsOf(device) };
  await walk(part, about, async ({ page }, screen) => {
    seen.get(part)?.add(screen);
    for (const look of LOOKS[device]) {
      await show(page, look);
      await page.screenshot({ path: FOLDER + fileOf(screen, look), fullPage: true });
    }
  });
});

function inBothThemes(size: Size): Look[] {
  return [
    ["light", size],
    ["dark", size],
  ];
}

function fileOf(screen: string, look: Look): string {
  return `${[screen, ...look].join("-")}.png`;
}

/** Grouped by screen; a line marks where the window ends. */
function sheet(): string {
  const screens = [...seen.values()].flatMap((names) => [...names]);
  const sections = screens.map((screen) => {
    const figures = [...LOOKS.desk, ...LOOKS.phone].map((look) => {
      const file = fileOf(screen, look);
      const fold = `style="--fold: ${heightOf(look[1])}px"`;
      return `<figure ${fold}><a href="${file}"><img src="${file}" alt=""></a><figcaption>${look.join(" ")}</figcaption></figure>`;
    });
    return `<section id="${screen}"><h2>${screen}</h2><div>${figures.join("\n")}</div></section>`;
  });
  const style = `
    body { font: 16px system-ui; margin: 24px; background: #ccc; }
    section > div { display: flex; flex-wrap: wrap; align-items: start; gap: 16px; }
    figure { position: relative; margin: 0; zoom: 0.6; }
    figure::before { content: ""; position: absolute; top: var(--fold); width: 100%; border-top: 2px dashed #d0f; }
    img { display: block; }
    figcaption { font-size: 24px; }`;
  return `<!doctype html><meta charset="utf-8"><title>Screens</title><style>${style}</style>${sections.join("\n")}\n`;
}
