/** Entry of the program: everything but the stand-ins. */
import { main } from "./main.js";

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  // When all is written: the memory need not be taken apart piece by piece.
  process.once("beforeExit", () => process.exit());
});
