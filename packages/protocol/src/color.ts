// The two sides of the board. By join order the host plays White and the joiner Black.

/** A seat's side, spelled as on the wire. */
export type Color = "white" | "black";

/** The other side. */
export function opponentOf(color: Color): Color {
  return color === "white" ? "black" : "white";
}
