/** Entry of the stand-ins: the name comes first. */
import type { StandInName } from "./stand-in-names.js";
import { STAND_INS } from "./stand-ins.js";

const [name, ...args] = process.argv.slice(2);
void STAND_INS[name as StandInName]().then((standIn) => {
  process.exitCode = standIn(args);
});
