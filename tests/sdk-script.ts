// A program with the SDK, as somebody may write it for Node or Bun: joins the game it is told of, answers each move
// with the same one, answers "Ready" and draw offers, and ends when the opponent has left. Prints what it saw.

import { Session } from "@en-parlant/client";

const [url = "", code = ""] = process.argv.slice(2);
const session = new Session({ url });

session.on("game_move", ({ uci, whiteTime, blackTime }, { mine }) => {
  if (!mine) void session.sendMove(uci, { whiteTime: whiteTime ?? 0, blackTime: blackTime ?? 0 });
});
session.on("peer_ready", (extras) => void session.ready(extras));
session.on("offer_draw", () => void session.acceptDraw());
session.on("resign", ({ color }) => void session.resign(color === "white" ? "black" : "white"));
session.on("peer_left", () => {
  console.log(JSON.stringify({ history: session.history, seat: session.seat }));
  session.close();
});

await session.joinGame(code, "Script");
