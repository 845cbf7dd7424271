// What the released app needs between two of its screens. The relay paces what it writes to the app, and the client package
// what it tells the app's listeners, by the same number.

/**
 * How long the released app is given to draw its next screen and to attach that screen's listeners, in milliseconds,
 * counted from the moment when it certainly has the event that opens it. Measured in its own build in Chromium: 7 to 96 ms
 * in 96 runs, half of them with both cores busy; with the processor slowed down four and eight times 32 to 545 ms in 56.
 */
export const APP_SCREEN_MS = 1_000;
