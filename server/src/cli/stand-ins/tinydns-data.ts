import { tinydnsData } from "../tinydns-data.js";
import type { StandIn } from "./stand-in.js";

export const standIn: StandIn = tinydnsData;
