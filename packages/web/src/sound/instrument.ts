// Sounds made of nothing but oscillators and noise, so that no file has to be fetched. Knows no game.

let context: AudioContext | undefined;
let noise: AudioBuffer | undefined;

/** A note: a tone that fades. */
export interface Note {
  /** Hertz. */
  readonly pitch: number;
  /** Seconds from now. */
  readonly at?: number;
  /** Seconds until it has faded. */
  readonly length?: number;
  /** 0 to 1. */
  readonly loudness?: number;
}

/** Lets sounds be heard; browsers want this from within a click or a key press the first time. */
export function wakeSound(): void {
  if (!context || context.state === "closed") context = newContext();
  resumeSound();
}

/** After an interruption: a call, another program, a locked screen. Nothing before the first sound was allowed. */
export function resumeSound(): void {
  // iOS has a state of its own for it, and says no while it lasts; then it changes the state again.
  if (context && context.state !== "running") context.resume().catch(() => {});
}

function newContext(): AudioContext {
  const audio = new AudioContext();
  audio.addEventListener("statechange", resumeSound);
  return audio;
}

/** Plays notes together or one after the other, as they say. */
export function playNotes(notes: readonly Note[]): void {
  if (context?.state !== "running") return;
  for (const note of notes) tone(context, note);
}

/** A wooden knock. @param loudness - 0 to 1 */
export function knock(loudness: number, at = 0): void {
  if (context?.state !== "running") return;
  noise ??= noiseIn(context);
  const start = context.currentTime + at;
  const source = new AudioBufferSourceNode(context, { buffer: noise });
  const wood = new BiquadFilterNode(context, { type: "bandpass", frequency: 1_100, Q: 1.4 });
  source.connect(wood).connect(fading(context, { start, length: 0.06, loudness: loudness * 0.9 }));
  source.start(start);
  source.stop(start + 0.1);
  tone(context, { pitch: 190, at, length: 0.07, loudness: loudness * 0.5 });
}

function tone(audio: AudioContext, { pitch, at = 0, length = 0.2, loudness = 0.2 }: Note): void {
  const start = audio.currentTime + at;
  const oscillator = new OscillatorNode(audio, { frequency: pitch, type: "sine" });
  oscillator.connect(fading(audio, { start, length, loudness }));
  oscillator.start(start);
  oscillator.stop(start + length + 0.05);
}

function fading(
  audio: AudioContext,
  { start, length, loudness }: { start: number; length: number; loudness: number },
): GainNode {
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loudness, start + 0.004);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + length);
  gain.connect(audio.destination);
  return gain;
}

function noiseIn(audio: AudioContext): AudioBuffer {
  const buffer = new AudioBuffer({ length: audio.sampleRate / 10, sampleRate: audio.sampleRate });
  const samples = buffer.getChannelData(0);
  for (let index = 0; index < samples.length; index += 1) samples[index] = Math.random() * 2 - 1;
  return buffer;
}
