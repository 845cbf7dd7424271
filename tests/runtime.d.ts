// What vitest.config.ts hands to a black-box test: `inject("runtime")` names what the relay runs on.
import "vitest";

declare module "vitest" {
  interface ProvidedContext {
    runtime: "bun" | "node";
  }
}
