// A name nobody else has. `crypto.randomUUID` is missing on pages without TLS, as at home.

/** 96 random bits, as three numbers: at most 32 characters. */
export function randomName(): string {
  return crypto.getRandomValues(new Uint32Array(3)).join("-");
}
