// The refusals that a client utters as well, when it knows before the relay could say so. By themselves, so
// that a client's bundle holds no others.

/** Sentences by code, a part of `errorMessages`. */
export const seatMessages = {
  NOT_IN_GAME: "You are not in a game",
  SEAT_LOST: "This seat can no longer be resumed",
  SEAT_TAKEN: "This seat is in use in another window",
} as const;
