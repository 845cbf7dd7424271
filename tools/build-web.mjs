// `npm run build:web`: the play page, as `npm start` and `npm test` build it when it is needed.
import { ensurePageBuilt } from "./play-page.mjs";
import { ensureInstalled, giveUp } from "./setup.mjs";

try {
  ensureInstalled();
  console.log(`The page: ${ensurePageBuilt()}`);
} catch (error) {
  giveUp(error);
}
