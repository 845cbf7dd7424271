// Preloaded into a relay: its clock shows a time that lies `CLOCK_AHEAD_SECONDS` in the future. That
// is how a ticket can grow old within a test.

const ahead = Number(process.env.CLOCK_AHEAD_SECONDS) * 1000;
const now = Date.now;
Date.now = () => now() + ahead;
