import { tcprules } from "../tcprules.js";
import type { StandIn } from "./stand-in.js";

export const standIn: StandIn = (args) => tcprules(args);
