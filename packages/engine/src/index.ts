// @en-parlant/engine: the server side of Engine.IO 4 and Socket.IO 5, with no word of what is said in it.

export type {
  Acknowledgement,
  Application,
  Connection,
  ConnectRequest,
  EndReason,
  Socket,
} from "./application.ts";
export { Engine } from "./engine.ts";
export type { Host, HostOptions, HostRequest, Via } from "./host.ts";
export type { Limits } from "./limits.ts";
export { listen } from "./listen.ts";
export type { EventArguments } from "./packets.ts";
export { Session } from "./session.ts";
export type { Timed } from "./timer-wheel.ts";
export { NOWHERE } from "./timer-wheel.ts";
export { Timers } from "./timers.ts";
export type { Allowance, TokenBucket } from "./token-bucket.ts";
export { fullBucket, take, takeMany, tokensIn } from "./token-bucket.ts";
