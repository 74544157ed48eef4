import { qmailNewmrh } from "../qmail-newmrh.js";
import type { StandIn } from "./stand-in.js";

export const standIn: StandIn = qmailNewmrh;
