// Flags that fall where nobody looks: a page that slept, whose link stalled or whose relay is away claims no game before
// it knows what was done meanwhile, and both pages always come to the same end.

import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { LinkProxy } from "../link-proxy.ts";
import type { Settings } from "../relay-process.ts";
import { startRelay } from "../relay-process.ts";
import { Resources } from "../resources.ts";
import { SdkPlayer } from "../sdk-player.ts";
import { Watched } from "../watched.ts";
import { createTimed } from "./custom-time.ts";
import { PagePair } from "./page-pair.ts";
import { PagePlayer } from "./page-player.ts";

// Games are played by the clock, several at once.
vi.setConfig({ testTimeout: 120_000 });

const chromium = chromiumOfFile();

/** Neither end gives a silent link up by itself. */
const PATIENT: Settings = { PING_INTERVAL_SECONDS: 60, PING_TIMEOUT_SECONDS: 60 };

/** Two pages; Bob is to move with half a minute left, and Ann's page knows it. */
async function bobToMove(increment: number): Promise<PagePair> {
  await using owned = new Resources();
  const about = { create: (ann: PagePlayer) => createTimed(ann, { minutes: 0.5, increment }) };
  const pair = owned.use(await PagePair.start(chromium.browser, about));
  // Half a minute passes before anything is to be seen.
  for (const { page } of pair.both) page.setDefaultTimeout(60_000);
  await pair.ann.move("e4");
  await pair.bob.moves(1);
  await pair.ann.page.locator(".move:not(.unsent)").waitFor();
  owned.move();
  return pair;
}

/** Nobody has won, and the game goes on at both. */
async function playOn({ ann, bob }: PagePair): Promise<void> {
  for (const player of [ann, bob]) expect(await player.moves(2)).toEqual(["e4", "e5"]);
  await ann.move("Nf3");
  for (const player of [ann, bob]) {
    expect(await player.moves(3)).toEqual(["e4", "e5", "Nf3"]);
    expect(await results(player)).toBe(0);
    expect(await player.page.locator(".notice").filter({ hasText: "differ" }).count()).toBe(0);
  }
}

function results({ page }: PagePlayer): Promise<number> {
  return page.getByRole("region", { name: "Game over" }).count();
}

/** A heartbeat that is to be answered by itself. */
const QUESTION = /^42\d+\["heartbeat"/;

/** All that a page writes to the links that it opens from now on. */
class Sent extends Watched {
  readonly frames: string[] = [];

  constructor(page: Page) {
    super();
    page.on("websocket", (link) =>
      link.on("framesent", ({ payload }) => {
        this.frames.push(String(payload));
        this.changed();
      }),
    );
  }

  protected override state(): string {
    return this.frames.join("\n");
  }
}

test.concurrent("5.19 an opponent who is away loses by the clock, and is told so on coming back", async () => {
  await using pair = await bobToMove(0);
  const { ann, bob } = pair;
  await bob.page.goto("about:blank");
  expect(await ann.result()).toBe("You won Bob ran out of time");
  await bob.page.goBack();
  expect(await bob.result()).toBe("You lost Your time ran out");
  for (const player of pair.both) {
    await player.page.reload();
    expect(await player.result()).toMatch(/^You (won|lost)/);
  }
});

test.concurrent("5.19 while the relay is away nobody wins; then both have the same result", async () => {
  await using pair = await bobToMove(0);
  const { ann, bob, relay } = pair;
  await relay.kill();
  for (const player of pair.both) await player.sees("The connection is lost.");
  for (const player of pair.both) await player.sees("0:00.0");
  // Nothing can be moved by whom the time is over.
  await bob.move("e5");
  for (const player of pair.both) {
    expect(await results(player)).toBe(0);
    expect(await player.moves(1)).toEqual(["e4"]);
  }
  await relay.start();
  expect(await ann.result()).toBe("You won Bob ran out of time");
  expect(await bob.result()).toBe("You lost Your time ran out");
});

test.concurrent("5.19 N5 a move that was made in time while the relay was away counts, whoever is back first", async () => {
  await using pair = await bobToMove(20);
  const { ann, bob, relay } = pair;
  await relay.kill();
  await bob.move("e5");
  await ann.sees("0:00.0");
  await relay.start();
  await playOn(pair);
});

function clocks({ page }: PagePlayer): Promise<string[]> {
  return page.getByRole("timer").allInnerTexts();
}

/** Ann's page with White against a program that says what it likes, its clock included. */
async function againstEve(settings: Settings = PATIENT) {
  await using owned = new Resources();
  const relay = owned.use(await startRelay(settings));
  const network = owned.use(await LinkProxy.before(relay));
  const eve = owned.use(new SdkPlayer(relay.url, "Eve"));
  const about = { url: network.url, name: "Ann" };
  const ann = owned.use(await PagePlayer.open(chromium.browser, about));
  const sent = new Sent(ann.page);
  await ann.page.reload();
  await eve.session.joinGame(await ann.create(), eve.name, { options: { page: 1 } });
  await eve.session.ready();
  await ann.ready();
  await ann.move("e4");
  await eve.until("the move", () => eve.moves.length === 1);
  const all = owned.move();
  return { ann, eve, network, sent, [Symbol.asyncDispose]: () => all[Symbol.asyncDispose]() };
}

/** Eve is to move again, and has only so much time left; Ann's page knows it. */
async function hurryEve(
  { ann, eve }: { ann: PagePlayer; eve: SdkPlayer },
  blackTime: number,
): Promise<void> {
  await eve.session.sendMove("e7e5", { blackTime });
  await ann.move("Nf3");
  await ann.page.locator(".move:not(.unsent)").nth(2).waitFor();
  await eve.until("the move", () => eve.moves.length === 3);
}

/** Eve has moved in time, and Ann has claimed nothing. */
async function playOnWithEve({ ann, eve }: { ann: PagePlayer; eve: SdkPlayer }): Promise<void> {
  expect(await ann.moves(4)).toEqual(["e4", "e5", "Nf3", "Nc6"]);
  await ann.move("Bb5");
  await eve.until("the move", () => eve.moves.length === 5);
  expect(eve.heard("resign")).toBe(0);
  expect(await results(ann)).toBe(0);
}

test.concurrent.each<[string, Settings, "away" | "left"]>([
  // The relay gives her up, and calls her gone.
  [
    "that outlasts its link",
    { PING_INTERVAL_SECONDS: 1, PING_TIMEOUT_SECONDS: 1, GRACE_SECONDS: 15 },
    "left",
  ],
  ["that its link outlasts", PATIENT, "away"],
])(
  "5.19 a page that wakes from a sleep %s wins no game by a clock that it did not see",
  async (_, settings, status) => {
    await using game = await againstEve(settings);
    const { ann, eve, sent } = game;
    // Silence means something once a heartbeat has been heard that was sent after Eve had joined.
    const beats = () => sent.frames.filter((frame) => frame.startsWith('42["heartbeat"'));
    await sent.until("a heartbeat", () => beats().length > 1);
    const device = await ann.page.context().newCDPSession(ann.page);
    await device.send("Debugger.enable");
    await hurryEve(game, 3_000);
    // A debugger's pause holds all that the page does, as sleep does; it begins with the next tick of the clocks.
    const asleep = new Promise((resolve) => device.once("Debugger.paused", resolve));
    await device.send("Debugger.pause");
    await asleep;
    await eve.session.sendMove("b8c6", { blackTime: 300_000 });
    // Longer than Eve had, and than a move may be on its way.
    await eve.until("a long absence", () => eve.session.peer.status === status);
    await device.send("Debugger.disable");
    await playOnWithEve(game);
  },
);

test.concurrent("5.19 F5 F7 a move that lies on a stalled link is waited for: the relay is asked, and nothing claimed", async () => {
  await using game = await againstEve();
  const { ann, eve, network, sent } = game;
  // With the grace less than the ten seconds after which Ann's page gives a silent link up.
  await hurryEve(game, 5_000);
  network.stall();
  await eve.session.sendMove("b8c6", { blackTime: 300_000 });
  await sent.until("the question", () => sent.frames.some((frame) => QUESTION.test(frame)));
  expect(await ann.moves(3)).toEqual(["e4", "e5", "Nf3"]);
  network.flow();
  await playOnWithEve(game);
});

test.concurrent("5.19 a claim that the own clock refuses ends no board", async () => {
  await using game = await againstEve();
  const { ann, eve } = game;
  await eve.session.sendMove("e7e5", { blackTime: 600_000 });
  await ann.page.locator(".turn.mine").waitFor();
  await eve.session.resign("white");
  await ann.sees("The games differ");
  expect(await results(ann)).toBe(0);
  await ann.move("Nf3");
  await eve.until("the move", () => eve.moves.length === 3);
  await eve.session.sendMove("b8c6", { blackTime: 600_000 });
  expect(await ann.moves(4)).toEqual(["e4", "e5", "Nf3", "Nc6"]);
  await ann.page.getByText("The games differ").first().waitFor({ state: "hidden" });
});

test.concurrent("5.19 a claim that crosses a move is void: the game goes on with the clocks as the mover said", async () => {
  await using game = await againstEve();
  const { ann, eve } = game;
  await hurryEve(game, 1_000);
  await eve.until("the claim", () => eve.heard("resign") === 1);
  expect(await ann.result()).toBe("You won Eve ran out of time");
  // As Eve sent it, it was still in time.
  await eve.session.sendMove("b8c6", { blackTime: 4_000 });
  expect(await ann.moves(4)).toEqual(["e4", "e5", "Nf3", "Nc6"]);
  await ann.page.getByRole("region", { name: "Game over" }).waitFor({ state: "detached" });
  expect(await clocks(ann)).toContain("0:04.0");
  expect(ann.complaints).toEqual([]);
});
