// Preloaded into a relay: its computer's clock is wrong by `CLOCK_AHEAD_SECONDS`, from the start or, with
// `CLOCK_SET_LATER`, as soon as the process gets SIGUSR2; then it writes "set". That is how a ticket can grow old within a
// test.

const ahead = Number(process.env.CLOCK_AHEAD_SECONDS) * 1000;
const now = Date.now;

function set(): void {
  Date.now = () => now() + ahead;
}

if (process.env.CLOCK_SET_LATER) {
  process.once("SIGUSR2", () => {
    set();
    console.log("set");
  });
} else set();
