// One person with the play page in a browser of their own: what they press, type and see. Waits for what the page
// shows, never for time.

import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";

/** A person's page. Ends with its browser context. */
export class PagePlayer implements AsyncDisposable {
  readonly page: Page;
  readonly name: string;
  /** Errors and warnings on the console, a breach of the Content-Security-Policy among them. */
  readonly complaints: string[] = [];
  /** Requests to any host but the page's own. */
  readonly strayed: string[] = [];

  private constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
  }

  /** Opens the page at the address. */
  static async open(
    browser: Browser,
    about: { url: string; name: string; options?: BrowserContextOptions },
  ): Promise<PagePlayer> {
    const context = await browser.newContext({
      locale: "en-GB",
      reducedMotion: "reduce",
      ...about.options,
    });
    const player = new PagePlayer(await context.newPage(), about.name);
    player.#listen(new URL(about.url).host);
    await player.page.goto(about.url);
    return player;
  }

  /** A second tab of the same person. */
  anotherTab(page: Page): PagePlayer {
    const tab = new PagePlayer(page, this.name);
    tab.#listen(new URL(this.page.url()).host);
    return tab;
  }

  /** @returns the code to join by */
  async create(time = "10+5"): Promise<string> {
    const { page } = this;
    await this.#giveName();
    await page.getByRole("radio", { name: time }).check({ force: true });
    await this.button("Create game").click();
    return (await page.getByTestId("code").innerText()).trim();
  }

  async join(code: string): Promise<void> {
    await this.#giveName();
    await this.page.getByRole("textbox", { name: "Code" }).fill(code);
    await this.button("Join game").click();
    await this.sees("Ready?");
  }

  async ready(): Promise<void> {
    await this.button("I am ready").click();
  }

  /** Types a move as soon as it may be made. */
  async move(text: string): Promise<void> {
    const input = this.page.getByLabel("Type a move");
    await this.page.locator(".turn.mine").waitFor();
    await input.fill(text);
    await input.press("Enter");
  }

  async resign(): Promise<void> {
    await this.button("Resign").click();
    await this.button("Yes, resign").click();
  }

  /** Waits until so many moves stand in the list, and returns them as they are written. */
  async moves(count: number): Promise<string[]> {
    const list = this.page.locator(".move-list .move");
    if (count > 0) await list.nth(count - 1).waitFor();
    return list.allInnerTexts();
  }

  /** The position in words, as a screen reader says it. */
  async board(): Promise<string> {
    return (await this.page.locator(".board").getAttribute("aria-label")) ?? "";
  }

  /** The side that is played in the game on the screen; waits for a first one to begin. */
  async side(): Promise<string> {
    const heading = await this.page.locator("main.game h1").textContent();
    return heading?.includes("You play White") ? "white" : "black";
  }

  /** Waits for the end, and returns how it is told. */
  async result(): Promise<string> {
    const card = this.page.getByRole("region", { name: "Game over" });
    await card.waitFor();
    const told = await card.locator("h2, h2 + p").allInnerTexts();
    return told.join(" ").replace(/\s+/g, " ").trim();
  }

  /** Waits for visible text. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.locator("#app").getByText(text).locator("visible=true").first().waitFor();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole(
      "button",
      typeof name === "string" ? { name, exact: true } : { name },
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
  }

  async #giveName(): Promise<void> {
    await this.page.getByLabel("Your name").fill(this.name);
  }

  #listen(host: string): void {
    const { page, complaints, strayed } = this;
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    const note = (url: string): void => {
      const isInside = /^(data|blob|about):/.test(url) || new URL(url).host === host;
      if (!isInside) strayed.push(url);
    };
    page.on("request", (request) => note(request.url()));
    page.on("websocket", (socket) => note(socket.url()));
  }
}
