/** Entry of the stand-ins: the name comes first. */
import { STAND_INS } from "./stand-ins.js";

const [name, ...args] = process.argv.slice(2);
process.exitCode = STAND_INS[name](args);
