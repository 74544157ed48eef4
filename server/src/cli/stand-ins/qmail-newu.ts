import { qmailNewu } from "../qmail-newu.js";
import type { StandIn } from "./stand-in.js";

export const standIn: StandIn = qmailNewu;
