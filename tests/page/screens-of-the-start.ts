// The screens before the first move: the start with all that can be wrong there, the wait for the friend, both ready.

import type { Stop, Walkers } from "./walkers.ts";
import { meet, openInvite } from "./walkers.ts";

/** From the bare start to the countdown. */
export async function walkBeforeTheGame(walkers: Walkers, stop: Stop): Promise<void> {
  const { ann, bob, network } = walkers;
  await visitStart(walkers, stop);
  await meet(walkers, "10+5");
  await ann.sees("which has no clock");
  await stop(ann, "ready-against-the-app");
  await bob.session.ready({ page: 1 });
  await ann.sees(`${bob.name} is ready`);
  await stop(ann, "ready-opponent-ready");

  // The page comes again, the relay's answer does not.
  network.onPiece = (bytes) => void (bytes.includes("/socket.io/") && network.silence());
  await ann.page.reload();
  await ann.sees("The connection is lost.");
  await stop(ann, "ready-resuming");
  network.onPiece = () => {};
  network.cut();
  await ann.page.getByText("The connection is lost.").waitFor({ state: "detached" });

  // The countdown lasts as long as it is looked at.
  await ann.page.clock.setFixedTime(Date.now() + 1_000);
  await ann.button("I am ready").click();
  await ann.page.locator(".countdown").waitFor();
  await stop(ann, "countdown");
}

async function visitStart({ ann, network }: Walkers, stop: Stop): Promise<void> {
  const { page } = ann;
  const code = page.getByRole("textbox", { name: "Code" });
  await stop(ann, "start");

  await page.getByRole("radio", { name: "Custom" }).check({ force: true });
  await page.getByLabel("Minutes per player").fill("999");
  await code.fill("AB-C0");
  await ann.sees("Codes never contain 0.");
  await ann.sees("Choose from");
  await stop(ann, "start-errors");

  await ann.button("Settings").click();
  await page.getByRole("dialog", { name: "Settings" }).waitFor();
  await stop(ann, "settings");
  await page.keyboard.press("Escape");

  await code.fill("ABCDEF");
  await ann.button("Join game").click();
  await ann.sees("There is no game with this code.");
  await stop(ann, "start-join-refused");

  network.keepAway();
  await ann.sees("The relay cannot be reached");
  await stop(ann, "start-relay-absent");
  network.accept();
  await page.getByText("The relay cannot be reached").waitFor({ state: "detached" });

  const invite = `${network.url}/#AB-CD-EF&from=${encodeURIComponent("Bartholomew the Unconquerable")}`;
  await page.goto(invite);
  await ann.sees("invites you to a game");
  await stop(ann, "invited");
  await ann.button("Use another code").click();
  await visitWaiting({ ann, network }, stop);
}

async function visitWaiting({ ann, network }: Pick<Walkers, "ann" | "network">, stop: Stop) {
  await ann.create("10+5");
  await stop(ann, "waiting");
  network.keepAway();
  await ann.sees("The connection is lost.");
  await stop(ann, "waiting-link-down");
  network.accept();
  await ann.page.locator(".notice").waitFor({ state: "detached" });
  await openInvite(ann);
  await stop(ann, "invited-while-waiting");
  await ann.button("Back to your game").click();
  const own = (await ann.page.getByTestId("code").innerText()).trim();
  await ann.page.evaluate(`location.hash = "${own}"`);
  await ann.sees("This is your own game.");
  await stop(ann, "waiting-own-invitation");
  await ann.button("Cancel the game").click();
}
