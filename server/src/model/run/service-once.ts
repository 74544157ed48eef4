import { onceForEach } from "djblint-grammars/once";
import type { Service } from "./service.js";

/** For what follows from a service alone: worked out once, whichever rules ask, and for however many commands. */
export const onceForService: <T>(find: (service: Service) => T) => (service: Service) => T = onceForEach;
