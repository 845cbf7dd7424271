// The package names its types where TypeScript does not look for them; as far as the tests go, they are today's.

declare module "socket.io-client-4.0" {
  export const io: typeof import("socket.io-client").io;
}
