// `node tools/run.cjs start [arguments]`, which is what package.json's scripts say: looks at Node's version before anything
// else is loaded, then runs the command of that name in this folder. Written for Nodes of long ago, which must be able
// to read it; knows no command.
const needed = require("../package.json").engines.node.replace(">=", "");
const found = process.versions.node;

/** @param {string} version @param {string} other */
function isOlder(version, other) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split(".").map(Number);
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}

if (isOlder(found, needed)) {
  console.error(`En Parlant relay needs Node ${needed} or newer; this is Node ${found}.`);
  process.exit(1);
}
const [name] = process.argv.splice(2, 1);
void import(`./${name}.mjs`);
