// When sounds can be heard: from the first gesture on, and again after whatever has taken the loudspeaker away.

import { beforeEach, expect, test, vi } from "vitest";

/** A browser's, as far as its state goes. */
class Speaker extends EventTarget {
  static readonly all: Speaker[] = [];
  state = "suspended";
  /** The system says no, as iOS does during a call. */
  isTaken = false;

  constructor() {
    super();
    Speaker.all.push(this);
  }

  async resume(): Promise<void> {
    if (this.isTaken || this.state === "closed") throw new DOMException("", "InvalidStateError");
    this.become("running");
  }

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

vi.stubGlobal("AudioContext", Speaker);

beforeEach(() => {
  Speaker.all.length = 0;
  vi.resetModules();
});

async function awake() {
  const { resumeSound, wakeSound } = await import("./instrument.ts");
  wakeSound();
  const [speaker] = Speaker.all;
  if (!speaker) throw new Error("no sound");
  expect(speaker.state).toBe("running");
  return { speaker, resumeSound, wakeSound };
}

test.each(["suspended", "interrupted"])(
  "5.24 sound that was %s is back by itself",
  async (state) => {
    const { speaker, resumeSound } = await awake();
    speaker.isTaken = true;
    speaker.become(state);
    resumeSound();
    expect(speaker.state).toBe(state);
    speaker.isTaken = false;
    resumeSound();
    expect(speaker.state).toBe("running");
  },
);

test("5.24 sound is back when the system says that its interruption is over", async () => {
  const { speaker } = await awake();
  speaker.isTaken = true;
  speaker.become("interrupted");
  speaker.isTaken = false;
  speaker.become("suspended");
  expect(speaker.state).toBe("running");
});

test("5.24 an interrupted sound is back with the next gesture, a closed one is made anew", async () => {
  const { speaker, wakeSound } = await awake();
  speaker.isTaken = true;
  speaker.become("interrupted");
  speaker.isTaken = false;
  wakeSound();
  expect(speaker.state).toBe("running");
  speaker.become("closed");
  wakeSound();
  expect(Speaker.all.map(({ state }) => state)).toEqual(["closed", "running"]);
});

test("5.24 before the first gesture nothing sounds", async () => {
  const { resumeSound } = await import("./instrument.ts");
  resumeSound();
  expect(Speaker.all).toEqual([]);
});
