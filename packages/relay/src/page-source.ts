// Where the built play page comes from: a file that is named, inside the single binary, or beside the sources. Knows how
// it is kept, not how it is served.

import { readFile } from "node:fs/promises";
import type { PackedPage } from "./http/page.ts";

/** The name of the packed page, in the binary and in the page's own build folder. */
const PACKED = "play-page.pack";

/** What Bun tells a program about the files that were compiled into it. */
interface Embedding {
  readonly Bun?: { readonly embeddedFiles: readonly (Blob & { readonly name: string })[] };
}

/**
 * The page; nothing where it was never built.
 * @param file - where it is, if not in its own place
 * @throws where a named file cannot be read or holds no page
 */
export async function packedPage(file?: string): Promise<PackedPage | undefined> {
  const { Bun } = globalThis as Embedding;
  if (file !== undefined) return JSON.parse(await readFile(file, "utf8")) as PackedPage;
  const embedded = Bun?.embeddedFiles.find(({ name }) => name.endsWith(PACKED));
  if (embedded) return JSON.parse(await embedded.text()) as PackedPage;
  try {
    const built = new URL(`../../web/dist/${PACKED}`, import.meta.url);
    return JSON.parse(await readFile(built, "utf8")) as PackedPage;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
